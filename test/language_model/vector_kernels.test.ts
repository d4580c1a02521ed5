/** The float32 steps between matrices on numbers at the edges of what a float holds: every core answers as the interpreter. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEngine } from '../../codegen/engine.js';
import { inFolder, inTemporaryFolder, writeTogether } from '../../codegen/device/files.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { findTarget } from '../../codegen/library/targets.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { add } from '../../runtime-ts/ops/add.js';
import { lmDynamicQuantize, lmRmsNorm, lmSwiglu } from '../../runtime-ts/ops/language_model.js';

function vectorGraph(size: number): Graph {
  const b = new GraphBuilder('vectors'), vector = (name: string) => b.value(name, { element: 'f32', shape: [1, size] });
  const left = vector('left'), right = vector('right'), product = vector('product'), sum = vector('sum'), norm = vector('norm');
  const codes = b.value('codes', { element: 'i8', shape: [1, size] }), scale = b.value('scale', { element: 'f32', shape: [1] });
  const gain = b.value('gain', { element: 'f32', shape: [size] }, { kind: 'constant', bytes: bytesOf(Float32Array.from({ length: size }, (_, i) => 1 + i / 7)) });
  b.node({ name: 'swiglu', op: lmSwiglu, attrs: null, inputs: [left, right], outputs: [product] });
  b.node({ name: 'quantize', op: lmDynamicQuantize, attrs: null, inputs: [left], outputs: [codes, scale] });
  b.node({ name: 'add', op: add, attrs: { activation: 'none' }, inputs: [left, right], outputs: [sum] });
  b.node({ name: 'norm', op: lmRmsNorm, attrs: { epsilon: 1e-5 }, inputs: [left, gain], outputs: [norm] });
  return b.build([left, right], [product, codes, scale, sum, norm]);
}

/** Numbers of a range that is not linear: powers of two between two exponents, of either sign. */
function powers(size: number, seed: number, least: number, most: number): Float32Array {
  let state = seed;
  const next = (): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
  return Float32Array.from({ length: size }, () => (next() < 0.5 ? -1 : 1) * 2 ** (least + (most - least) * next()));
}

const ranges: readonly (readonly [number, number])[] = [[-3, 3], [-10, 7], [-149, -100], [-149, 2], [-101, -99], [120, 127.9], [5, 8], [-130, 127]];
const cores = ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m7', 'cortex-m55'] : []), ...(hasDeviceTools('linux-aarch64') ? ['linux-aarch64'] : [])];
if (cores.length === 1) console.log('skip: no device tools, so only the host runs vector kernels');

/** NaNs are one. */
const canonical = (bytes: Uint8Array): readonly number[] => (bytes.length % 4 === 0 ? [...new Float32Array(bytes.slice().buffer)].map((x) => (Object.is(x, -0) ? -1e-99 : x)) : [...bytes]);

function edgeCases(size: number): readonly (readonly [Float32Array, Float32Array])[] {
  const cases = ranges.flatMap(([least, most], at) => [
    [powers(size, at, least, most), powers(size, at + 50, least, most)] as const,
    [powers(size, at + 9, least, most), powers(size, at + 70, -2, 2)] as const,
  ]);
  const zeros = [new Float32Array(size), new Float32Array(size)] as const, endless = [new Float32Array(size).fill(Infinity, size - 1), powers(size, 3, -1, 1)] as const;
  return [...cases, zeros, endless, [powers(size, 4, -1, 1).fill(NaN, 0, size >> 1), powers(size, 5, -1, 1)]];
}

for (const size of [1, 19, 24, 64]) test(`vectors of ${size}: the fast engine answers as the interpreter`, () => {
  const graph = vectorGraph(size), interpreter = new Interpreter(graph), fast = makeEngine(graph, 'fast');
  for (const inputs of edgeCases(size)) assert.equal(fast.run(inputs).map((values) => canonical(bytesOf(values))), interpreter.run(inputs).map((values) => canonical(bytesOf(values))));
});

for (const size of [1, 19, 24]) for (const core of cores) test(`vectors of ${size}: ${core} answers as the interpreter`, async () => {
  const graph = vectorGraph(size), interpreter = new Interpreter(graph), target = findTarget(core);
  const cases = edgeCases(size);
  const expected = cases.map((inputs) => interpreter.run(inputs).map((values) => canonical(bytesOf(values).slice())));
  const { files, sources, name: cName, header, inputs, outputs, stateful } = compileModel(graph, { target: core });
  await inTemporaryFolder(async (dir) => {
    writeTogether(inFolder(dir, files));
    const run = await runOnTarget({ dir, target, sources, models: [{ cName, header, inputs, outputs, stateful, apart: false }], inputs: [cases.map((list) => list.map(bytesOf))], measure: false });
    assert.equal(run.outputs[0]?.map((values) => values.map(canonical)), expected);
  });
});

test.run();
