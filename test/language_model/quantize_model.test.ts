/** Whole models: the blockwise forward pass against a plain one, methods against each other, and bad weights. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { awqLayer } from '../../codegen/language_model/awq.js';
import { BlockwiseForward, classifierOf, finalStates, readLayer } from '../../codegen/language_model/blockwise_forward.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { Checkpoint } from '../../codegen/language_model/checkpoint.js';
import { evaluate, statesOf } from '../../codegen/language_model/evaluate.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { products } from '../../codegen/language_model/products.js';
import { quantizeModel, type Method, type QuantizeOptions } from '../../codegen/language_model/quantize_model.js';
import { choiceBytes, modelBytes, schemeOf } from '../../codegen/language_model/scheme.js';
import { parameterCount, tensorPlaces } from '../../codegen/language_model/tensors.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { stepOf } from '../../runtime-ts/language_model/generate.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { matrixOf, tinyConfig, tinyModel, tinySequences } from './tiny_model.js';

const test = suite('language model: quantizing a model');
const calibration = tinySequences(12, 20), held = tinySequences(6, 20, tinyConfig, 99);

function quantized(model: Checkpoint, name: string, method: Method, more: Partial<QuantizeOptions> = {}, keyValue: 'f32' | 'k8v8' | 'k8v4' = 'f32'): MemoryCheckpoint {
  const result = new MemoryCheckpoint(name, model.config, keyValue), scheme = schemeOf(name, '');
  quantizeModel(model, { scheme: () => scheme, method, actOrder: false, calibration: method === 'rtn' ? [] : calibration, ...more }, result);
  return result;
}

function kl(model: Checkpoint, reference: Checkpoint): number {
  return evaluate(held, statesOf(model, held), statesOf(reference, held)).kl ?? NaN;
}

/** The forward pass in doubles, a token at a time, written from the paper's formulas. */
function plainLogits(model: Checkpoint, tokens: readonly number[]): number[][] {
  const { width, layers, heads, keyValueHeads, headWidth, ropeTheta, normEpsilon, tiedEmbedding, slidingWindow = Infinity } = model.config, keys: number[][][] = [], values: number[][][] = [];
  const times = (role: Parameters<Checkpoint['matrix']>[0], x: readonly number[]): number[] => {
    const { rows, columns, values: w } = matrixOf(model, role);
    return Array.from({ length: rows }, (_, row) => x.reduce((sum, value, i) => sum + value * w[row * columns + i]!, 0));
  };
  const norm = (x: readonly number[], gain: Float32Array): number[] => {
    const root = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / width + normEpsilon);
    return x.map((value, i) => (value / root) * gain[i]!);
  };
  const turn = (x: number[], at: number): number[] => x.map((value, i) => {
    const angle = at * ropeTheta ** -((i % headWidth) - (i % 2) === 0 ? 0 : ((i % headWidth) - (i % 2)) / headWidth), other = x[i ^ 1]!;
    return i % 2 === 0 ? value * Math.cos(angle) - other * Math.sin(angle) : other * Math.sin(angle) + value * Math.cos(angle);
  });
  const plus = (x: number[], bias: Float32Array | undefined): number[] => x.map((value, i) => value + (bias?.[i] ?? 0));
  return tokens.map((token, at) => {
    let x = [...(matrixOf(model, { kind: 'embedding' }).values.subarray(token * width, (token + 1) * width) as Float32Array)];
    for (let layer = 0; layer < layers; layer++) {
      const bias = (kind: 'queryBias' | 'keyBias' | 'valueBias'): Float32Array | undefined => (model.config.attentionBias ? model.vector({ kind, layer }) : undefined);
      const h = norm(x, model.vector({ kind: 'attentionNorm', layer })), q = turn(plus(times({ kind: 'query', layer }, h), bias('queryBias')), at);
      (keys[layer] ??= []).push(turn(plus(times({ kind: 'key', layer }, h), bias('keyBias')), at));
      (values[layer] ??= []).push(plus(times({ kind: 'value', layer }, h), bias('valueBias')));
      const mixed = q.map(() => 0);
      for (let head = 0; head < heads; head++) {
        const shared = Math.floor(head / (heads / keyValueHeads)) * headWidth, first = Math.max(0, at - slidingWindow + 1);
        const scores = keys[layer]!.slice(first).map((key) => Array.from({ length: headWidth }, (_, i) => q[head * headWidth + i]! * key[shared + i]!).reduce((a, b) => a + b, 0) / Math.sqrt(headWidth));
        const weights = scores.map((score) => Math.exp(score)), total = weights.reduce((a, b) => a + b, 0);
        weights.forEach((weight, t) => { for (let i = 0; i < headWidth; i++) mixed[head * headWidth + i]! += (weight / total) * values[layer]![first + t]![shared + i]!; });
      }
      x = times({ kind: 'output', layer }, mixed).map((value, i) => value + x[i]!);
      const g = norm(x, model.vector({ kind: 'feedForwardNorm', layer })), up = times({ kind: 'up', layer }, g);
      x = times({ kind: 'down', layer }, times({ kind: 'gate', layer }, g).map((value, i) => (value / (1 + Math.exp(-value))) * up[i]!)).map((value, i) => value + x[i]!);
    }
    return times({ kind: tiedEmbedding ? 'embedding' : 'classifier' }, norm(x, model.vector({ kind: 'finalNorm' })));
  });
}

for (const [name, changes] of Object.entries({
  grouped: {}, biased: { attentionBias: true, tiedEmbedding: false }, window: { slidingWindow: 5, keyValueHeads: 4 }, 'odd sizes': { width: 10, heads: 3, keyValueHeads: 3, headWidth: 2, feedForwardWidth: 7 },
})) test(`cross-entropy is that of a plain forward pass: ${name}`, () => {
  const model = tinyModel(changes), { crossEntropy, targets, bitsPerWeight } = evaluate(held, statesOf(model, held));
  let sum = 0;
  for (const tokens of held) plainLogits(model, tokens).slice(0, -1).forEach((logits, at) => { sum += Math.log(logits.reduce((a, x) => a + Math.exp(x), 0)) - logits[tokens[at + 1]!]!; });
  assert.is(targets, 6 * 19);
  assert.ok(Math.abs(crossEntropy - sum / targets) < 2e-6, `${crossEntropy} ${sum / targets}`);
  assert.is(bitsPerWeight, 32);
});

for (const [name, changes, format] of [['w8', {}, 'f32'], ['w4g32', { attentionBias: true, tiedEmbedding: false }, 'k8v8'], ['w3g32', { slidingWindow: 5 }, 'k8v4']] as const)
  test(`every bit of every logit is the decode step's: ${name}, ${format}`, () => {
    const model = quantized(tinyModel(changes), name, 'rtn', {}, format), step = stepOf(new Interpreter(decodeGraph(model))), tokens = held[0]!;
    const [states] = finalStates(model, [tokens]), logits = products(classifierOf(model), states!), { vocabulary } = model.config;
    tokens.forEach((token, at) => {
      assert.equal(logits.slice(at * vocabulary, (at + 1) * vocabulary), step(token, at), `position ${at}`);
    });
  });

test('a model has no divergence from itself, and agrees everywhere', () => {
  const model = tinyModel(), states = statesOf(model, held), { kl: divergence, top1 } = evaluate(held, states, states);
  assert.is(divergence, 0);
  assert.is(top1, 1);
});

test('GPTQ and AWQ lose less than rounding; fewer bits lose more', () => {
  const model = tinyModel({ width: 32, feedForwardWidth: 44, heads: 4, keyValueHeads: 2, headWidth: 8 });
  const of = (name: string, method: Method, more: Partial<QuantizeOptions> = {}): number => kl(quantized(model, name, method, more), model);
  const w8 = of('w8', 'rtn'), rtn = of('w4g32', 'rtn'), gptq = of('w4g32', 'gptq', { actOrder: true }), awq = of('w4g32', 'awq'), w3 = of('w3g32', 'rtn');
  assert.ok(w8 < 0.1 * rtn && rtn < w3, `${w8} ${rtn} ${w3}`);
  assert.ok(gptq < rtn && awq < 1.05 * rtn, `${gptq} ${awq} ${rtn}`);
});

test('AWQ moves factors from one matrix to another: without rounding a layer computes what it did', () => {
  for (const changes of [{}, { attentionBias: true, keyValueHeads: 1 }]) {
    const model = tinyModel(changes), forward = new BlockwiseForward(model.config, 'f32', 20), layer = readLayer(model, 0);
    const streams = calibration.map((tokens) => forward.embed(model.matrix({ kind: 'embedding' }), tokens)), folded = awqLayer(forward, layer, streams, () => schemeOf('w3g32', ''));
    assert.not.equal(folded.vectors.feedForwardNorm, layer.vectors.feedForwardNorm);
    assert.not.equal(folded.matrices.value, layer.matrices.value);
    for (const stream of streams) {
      const before = stream.slice(), after = stream.slice();
      forward.layer(before, layer);
      forward.layer(after, folded);
      assert.ok(after.every((value, at) => Math.abs(value - before[at]!) < 1e-5));
    }
  }
});

test('the cache costs little with 8 bits, and more with 4', () => {
  const model = tinyModel(), [f32, k8v8, k8v4] = (['f32', 'k8v8', 'k8v4'] as const).map((format) => kl(quantized(model, 'w8', 'rtn', {}, format), model));
  assert.ok(f32! < 0.01 && Math.abs(k8v8! - f32!) < 0.01 && k8v4! > k8v8!, `${f32} ${k8v8} ${k8v4}`);
});

test('what is quantized twice stays', () => {
  const once = quantized(tinyModel(), 'w4g32', 'rtn'), twice = quantized(once, 'w4g32', 'rtn');
  for (const place of tensorPlaces(once.config)) if (place.kind === 'matrix') assert.equal(twice.matrix(place.role), once.matrix(place.role));
});

test('bytes are those of the packed weights, scales and norms', () => {
  const model = tinyModel(), scheme = schemeOf('w3g32', ''), bytes = modelBytes(quantized(model, 'w3g32', 'rtn'));
  assert.is(bytes, choiceBytes(model.config, () => scheme));
  // 30 x 12; twice 16 x 12, 8 x 12 twice, 12 x 16, 22 x 12 twice, 12 x 22; all rows shorter than a group.
  assert.is(bytes, Math.ceil((360 * 3) / 8) + 60 + 2 * (72 + 32 + 2 * (36 + 16) + 72 + 24 + 3 * 99 + 88 + 24) + 4 * 5 * 12);
  assert.is(parameterCount(model.config), 360 + 2 * (192 + 96 + 96 + 192 + 3 * 264) + 60);
});

for (const method of ['rtn', 'gptq', 'awq'] as const) for (const [what, value] of [['NaN', NaN], ['infinity', -Infinity]] as const) test(`${method} refuses ${what}`, () => {
  const model = tinyModel();
  matrixOf(model, { kind: 'down', layer: 1 }).values[25] = value;
  assert.throws(() => quantized(model, 'w4g32', method), (error: unknown) => error instanceof CompileError && error.message.startsWith(`N0652 tensor layers.1.down: 1 of 264 weights are not finite\n  why:  the first, at row 1, column 3, is ${value}`));
});

test('weights beyond binary16 scales are refused', () => {
  const model = tinyModel();
  matrixOf(model, { kind: 'up', layer: 0 }).values[0] = 1e30;
  assert.throws(() => quantized(model, 'w8', 'rtn'), /N0652 tensor layers.0.up: its weights are too large/);
});

test.run();
