/** Decode steps in the fast engine: every bit of every logit is the reference's, for matrices of every kind and awkward sizes. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEngine } from '../../codegen/engine.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { KeyValueFormat } from '../../codegen/language_model/checkpoint.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { quantizeModel } from '../../codegen/language_model/quantize_model.js';
import { schemeOf } from '../../codegen/language_model/scheme.js';
import { elementBytes, type Graph } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { lmAttention, type AttentionAttrs } from '../../runtime-ts/ops/language_model.js';
import { compileFast } from '../../runtime-ts/wasm/fast_engine.js';
import { tinyModel } from '../language_model/tiny_model.js';

const test = suite('fast engine: language models');

const shapes = {
  'rows and columns that no vector divides': { width: 22, feedForwardWidth: 43, heads: 4, keyValueHeads: 2, headWidth: 6, vocabulary: 37 },
  'wide, with biases and a classifier': { width: 64, feedForwardWidth: 90, heads: 4, keyValueHeads: 4, headWidth: 16, vocabulary: 133, attentionBias: true, tiedEmbedding: false },
  'a sliding window': { slidingWindow: 5 },
};

for (const [name, changes] of Object.entries(shapes)) for (const [scheme, keyValue] of [['f32', 'f32'], ['w8', 'k8v8'], ['w8g32', 'f32'], ['w4g32', 'k8v8'], ['w3g32', 'k8v4']] as const satisfies readonly (readonly [string, KeyValueFormat])[])
  test(`${scheme}, ${keyValue}: ${name}`, () => {
    const model = tinyModel(changes), quantized = new MemoryCheckpoint('tiny', model.config, keyValue);
    if (scheme !== 'f32') quantizeModel(model, { scheme: () => schemeOf(scheme, ''), method: 'rtn', actOrder: false, calibration: [] }, quantized);
    const graph = decodeGraph(scheme === 'f32' ? model : quantized, { context: 24 }), both = makeEngine(graph, 'both');
    assert.ok(compileFast(graph).steps.some(({ kind }) => kind === 'function'));
    // Throws at the first difference.
    const logits = Array.from({ length: 24 }, (_, position) => both.run([Int32Array.of((position * 7) % 30), Int32Array.of(position)])[0]!.join());
    assert.is(new Set(logits).size, 24);
  });

/** Attention alone, with a position's keys and values. */
function attentionGraph(shape: Omit<AttentionAttrs, 'slots'>): Graph {
  const b = new GraphBuilder('attention'), attrs: AttentionAttrs = { ...shape, slots: shape.context }, rows = attrs.keyValueHeads * attrs.slots, element = attrs.cache === 'f32' ? 'f32' : 'i8';
  const vector = (name: string, size: number) => b.value(name, { element: 'f32', shape: [1, size] }), out = vector('out', attrs.heads * attrs.headWidth);
  const inputs = [vector('query', attrs.heads * attrs.headWidth), vector('keys', attrs.keyValueHeads * attrs.headWidth), vector('values', attrs.keyValueHeads * attrs.headWidth), b.value('position', { element: 'i32', shape: [1] })];
  const state = (name: string, type: 'f32' | 'i8' | 'u16', size: number) => b.value(name, { element: type, shape: [size] }, { kind: 'state', initial: new Uint8Array(size * elementBytes(type)) });
  const states = [state('kept_keys', element, rows * attrs.headWidth), state('kept_values', element, rows * attrs.headWidth), ...(element === 'f32' ? [] : [state('key_scales', 'u16', rows), state('value_scales', 'u16', rows)])];
  b.node({ name: 'attention', op: lmAttention, attrs, inputs: [...inputs, ...states], outputs: [out] });
  return b.build(inputs, [out]);
}

for (const cache of ['f32', 'k8v8', 'k8v4'] as const) for (const [heads, keyValueHeads, headWidth, context] of [[4, 2, 8, 40], [3, 1, 6, 21], [2, 2, 20, 13], [1, 1, 4, 9], [2, 1, 64, 19], [2, 1, 2, 9]] as const)
  test(`attention, ${cache}: ${heads} heads of ${headWidth}, ${keyValueHeads} of keys, with numbers large and small`, () => {
    const both = makeEngine(attentionGraph({ heads, keyValueHeads, headWidth, context, cache }), 'both');
    let seed = 1;
    const next = (): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32; };
    const numbers = (size: number, exponent: number): Float32Array => Float32Array.from({ length: size }, () => (next() - 0.5) * 2 ** (exponent + 4 * next()));
    const answers = Array.from({ length: context + 2 }, (_, step) => {
      // Shares that are all 1, some, and one alone; scales of keys and values below binary16's normal numbers and beyond its largest.
      const [query, key, value] = [[0, 0, 0], [6, 3, 0], [-60, -20, -20], [3, 1, 15], [-90, 14, -12], [0, 12, -110], [-130, 0, 0]][step % 7] as [number, number, number];
      return both.run([numbers(heads * headWidth, query), numbers(keyValueHeads * headWidth, key), numbers(keyValueHeads * headWidth, value), Int32Array.of(step)])[0]!.join();
    });
    assert.ok(new Set(answers).size > context / 2);
    both.reset();
    assert.ok(both.run([numbers(heads * headWidth, 0), numbers(keyValueHeads * headWidth, 0), numbers(keyValueHeads * headWidth, 0), Int32Array.of(0)])[0]!.every(Number.isFinite));
  });

test.run();
