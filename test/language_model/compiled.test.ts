/** Small random models of awkward sizes, compiled and run token by token: every bit of every logit is the interpreter's. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { Checkpoint, KeyValueFormat, LanguageModelConfig, Matrix } from '../../codegen/language_model/checkpoint.js';
import { inFolder, inTemporaryFolder, writeTogether } from '../../codegen/device/files.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { findTarget } from '../../codegen/library/targets.js';
import type { Target } from '../../codegen/select/target.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { halfOfFloat } from '../../runtime-ts/numerics/half.js';

/** Heads narrower than the residual stream, rows that no group divides, more slots than positions or fewer. */
const config: LanguageModelConfig = {
  width: 22, feedForwardWidth: 43, layers: 2, heads: 4, keyValueHeads: 2, headWidth: 6, vocabulary: 37, contextLength: 64, ropeTheta: 10000, normEpsilon: 1e-5,
  tiedEmbedding: true, attentionBias: false,
};

function randomModel(change: Partial<LanguageModelConfig>, weights: { readonly bits: 8 | 4 | 3; readonly group: number; readonly extreme?: boolean; readonly loudQueries?: number } | undefined, keyValue: KeyValueFormat): Checkpoint {
  const own = { ...config, ...change }, { width, feedForwardWidth, heads, keyValueHeads, headWidth, vocabulary } = own;
  let seed = 12345;
  const next = (): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32 - 0.5; };
  const shapes: Readonly<Record<string, readonly [number, number]>> = {
    embedding: [vocabulary, width], classifier: [vocabulary, width], query: [heads * headWidth, width], key: [keyValueHeads * headWidth, width], value: [keyValueHeads * headWidth, width],
    output: [width, heads * headWidth], gate: [feedForwardWidth, width], up: [feedForwardWidth, width], down: [width, feedForwardWidth],
  };
  const matrix = (rows: number, columns: number, loudness = 1): Matrix => {
    if (weights === undefined) return { kind: 'float32', rows, columns, values: Float32Array.from({ length: rows * columns }, next) };
    const { bits } = weights, group = Math.min(weights.group, columns), least = bits === 8 ? -127 : -(2 ** (bits - 1)), steps = 2 ** (bits - 1) - least;
    return {
      kind: 'quantized', rows, columns, bits, group, values: Int8Array.from({ length: rows * columns }, weights.extreme === true ? () => (next() < 0.4 ? -128 : 127) : () => least + Math.floor((next() + 0.5) * steps)),
      // Of either sign, as GGUF has them.
      scales: Uint16Array.from({ length: rows * Math.ceil(columns / group) }, () => halfOfFloat((loudness * next()) / 2 ** (bits - 1))),
    };
  };
  return {
    name: 'random', config: own, keyValue,
    matrix: ({ kind }) => matrix(...(shapes[kind] ?? [0, 0]), kind === 'query' ? weights?.loudQueries : 1),
    vector: ({ kind }) => Float32Array.from({ length: kind === 'queryBias' ? heads * headWidth : kind.endsWith('Bias') ? keyValueHeads * headWidth : width }, () => 1 + next()),
  };
}

const models: Readonly<Record<string, Checkpoint>> = {
  'float32 with biases': randomModel({ attentionBias: true, tiedEmbedding: false }, undefined, 'f32'),
  'float32 with a sliding window': randomModel({ slidingWindow: 7 }, undefined, 'f32'),
  'float32 with heads of 8 and a sliding window': randomModel({ headWidth: 8, slidingWindow: 5 }, undefined, 'f32'),
  '8 bits with heads of 4 and a sliding window of 8, k8v8': randomModel({ headWidth: 4, slidingWindow: 8 }, { bits: 8, group: 8 }, 'k8v8'),
  '8 bits with three heads of 8 to a key, k8v8': randomModel({ heads: 6, headWidth: 8 }, { bits: 8, group: 16 }, 'k8v8'),
  '8 bits with two heads of 16 to a key and a sliding window, k8v4': randomModel({ headWidth: 16, slidingWindow: 8 }, { bits: 8, group: 24 }, 'k8v4'),
  // Most shares are then 0.
  '8 bits with scores of some hundreds, k8v8': randomModel({ headWidth: 8 }, { bits: 8, group: 8, loudQueries: 64 }, 'k8v8'),
  '8 bits a row of 600 columns, k8v8': randomModel({ feedForwardWidth: 600 }, { bits: 8, group: 1000, extreme: true }, 'k8v8'),
  '8 bits in the largest groups of 512, k8v8': randomModel({ feedForwardWidth: 1030 }, { bits: 8, group: 512, extreme: true }, 'k8v8'),
  '8 bits a row, k8v8': randomModel({}, { bits: 8, group: 1000 }, 'k8v8'),
  '8 bits in groups of 5 with biases, k8v4, sliding window': randomModel({ attentionBias: true, slidingWindow: 5 }, { bits: 8, group: 5 }, 'k8v4'),
  '4 bits in groups of 16, k8v8': randomModel({ keyValueHeads: 1 }, { bits: 4, group: 16 }, 'k8v8'),
  '3 bits in groups of 12, float32 cache': randomModel({}, { bits: 3, group: 12 }, 'f32'),
};
const dotProducts = 'linux-aarch64 with dot products', plain = 'cortex-m4f without optimization';
/** Targets whose code is compiled otherwise. */
const flagsOf: Readonly<Record<string, readonly string[]>> = { [dotProducts]: ['-march=armv8.2-a+dotprod'], [plain]: ['-O0'] };
const cores = ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', plain, 'cortex-m55'] : []), ...(hasDeviceTools('linux-aarch64') ? ['linux-aarch64', dotProducts] : [])];
function targetOf(core: string): Target {
  const target = findTarget(core.split(' ')[0] ?? core);
  return { ...target, cflags: [...target.cflags, ...(flagsOf[core] ?? [])] };
}
if (cores.length === 1) console.log('skip: no device tools, so only the host runs compiled language models');

for (const [name, checkpoint] of Object.entries(models)) for (const core of cores) test(`${name}: ${core} answers as the interpreter`, async () => {
  const graph = decodeGraph(checkpoint, { context: 12 }), interpreter = new Interpreter(graph), target = targetOf(core);
  const steps = Array.from({ length: 12 }, (_, position) => [Int32Array.of((position * 17) % config.vocabulary), Int32Array.of(position)] as const);
  const expected = steps.map((inputs) => bytesOf(interpreter.run(inputs)[0]!));
  assert.is(new Set(expected.map((bytes) => bytes.join())).size, steps.length);
  assert.ok(expected.every((bytes) => new Float32Array(bytes.slice().buffer).every(Number.isFinite)));
  const { files, sources, name: cName, header, inputs, outputs, stateful } = compileModel(graph, { target: target.name });
  await inTemporaryFolder(async (dir) => {
    writeTogether(inFolder(dir, files));
    const run = await runOnTarget({ dir, target, sources, models: [{ cName, header, inputs, outputs, stateful, apart: false }], inputs: [steps.map((list) => list.map(bytesOf))], measure: false });
    assert.equal(run.outputs[0]?.map(([logits]) => Buffer.from(logits ?? []).toString('hex')), expected.map((bytes) => Buffer.from(bytes).toString('hex')));
  });
});

test.run();
