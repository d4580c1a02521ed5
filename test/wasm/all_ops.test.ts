/** Every operator's cases: the fast engine against the reference, in every bit, on the graph as it was read and as the passes leave it. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { optimizePasses } from '../../codegen/passes/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, valueOf, viewOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { FastEngine } from '../../runtime-ts/wasm/fast_engine.js';
import { comparable } from '../support/compare.js';
import { loadCases, type LoadedCase } from '../support/op_cases.js';

const test = suite('fast engine: operators');

function outputs(graph: Graph, engine: { run(inputs: readonly TypedArray[]): readonly TypedArray[] }, { inputs }: LoadedCase): readonly (readonly string[])[] {
  return inputs.map((invocation) => engine.run(invocation.map((bytes, index) => viewOf(valueOf(graph, graph.inputs[index]!).type.element, bytes))).map((data, index) =>
    comparable(valueOf(graph, graph.outputs[index]!).type.element, bytesOf(data)).join()));
}

for (const loaded of (await loadCases()).filter(({ case: { refused } }) => refused === undefined))
  test(`${loaded.op}: ${loaded.case.name}`, () => {
    const graph = readModel(loaded.modelBytes, loaded.case.name, slices), want = outputs(graph, new Interpreter(graph), loaded);
    assert.equal(outputs(graph, new FastEngine(graph), loaded), want);
    const optimized = optimizePasses.reduce((before, pass) => pass.run(before), graph);
    assert.equal(outputs(optimized, new FastEngine(optimized), loaded), want);
  });

test.run();
