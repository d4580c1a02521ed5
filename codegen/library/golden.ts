/** Golden vectors: what a model answered elsewhere, by TensorFlow Lite Micro above all, to compare with. */
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, valueOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { describeNode } from '../../runtime-ts/ir/operands.js';
import { sha256 } from '../device/files.js';
import type { Golden } from '../device/golden_file.js';
import { makeEngine, type Engine, type EngineName } from '../engine.js';
import { firstDifference } from '../difference.js';

export interface GoldenResult {
  readonly equal: boolean;
  readonly cases: number;
  /** The first difference in words; absent when every case holds. */
  readonly mismatch?: string;
}

/** Runs every case; with `tensors` on the reference engine, and compares each operator's output by its hash too. */
export function checkGolden(graph: Graph, golden: Golden, options: { readonly tensors?: boolean; readonly engine?: EngineName } = {}): GoldenResult {
  let mismatch: string | undefined, hashes: Readonly<Record<string, string>> = {}, index = 0;
  const engine: Engine = !options.tensors ? makeEngine(graph, options.engine) : new Interpreter(graph, (node, data, owner) => {
    // Hashes are of the main graph's tensors; those of sub-graphs have indexes of their own.
    if (mismatch !== undefined || owner !== graph) return;
    for (const id of node.outputs) {
      const value = valueOf(graph, id), expected = value.source === undefined ? undefined : hashes[value.source];
      // Float tensors agree with TFLM within a tolerance only, so their hashes say nothing.
      if (expected === undefined || value.type.element === 'f32') continue;
      const got = sha256(bytesOf(data.read(value))).slice(0, 16);
      if (got !== expected) mismatch ??= `case ${index}: ${describeNode(node)} computes a wrong "${value.name}": hash expected ${expected}, got ${got}`;
    }
  });
  for (const [at, test] of golden.cases.entries()) {
    index = at;
    hashes = test.tensorSha256 ?? {};
    if (!golden.stateful) engine.reset();
    const outputs = engine.run(test.inputs);
    mismatch ??= goldenDifference(graph, golden, at, outputs);
    if (mismatch !== undefined) break;
  }
  return { equal: mismatch === undefined, cases: golden.cases.length, ...(mismatch === undefined ? {} : { mismatch }) };
}

/** The first difference of a case's outputs from the golden ones. */
export function goldenDifference(graph: Graph, golden: Golden, index: number, outputs: readonly TypedArray[]): string | undefined {
  for (const [output, got] of outputs.entries()) {
    const want = golden.cases[index]?.outputs[output], id = graph.outputs[output];
    if (want === undefined || id === undefined) throw new Error(`case ${index} has no output ${output}`);
    const found = firstDifference(got, want, golden.compare);
    if (found !== undefined) return `case ${index}: output ${output} "${valueOf(graph, id).name}", ${found}`;
  }
  return undefined;
}
