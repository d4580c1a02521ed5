/** Decode steps in the fast engine: every bit of every logit is the reference's, for matrices of every kind and awkward sizes. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEngine } from '../../codegen/engine.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { KeyValueFormat } from '../../codegen/language_model/checkpoint.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { quantizeModel } from '../../codegen/language_model/quantize_model.js';
import { schemeOf } from '../../codegen/language_model/scheme.js';
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

test.run();
