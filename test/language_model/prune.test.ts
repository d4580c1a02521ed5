/** Pruning: what goes is really gone, what stays is untouched, and the least costly goes first. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { Checkpoint, LayerMatrix } from '../../codegen/language_model/checkpoint.js';
import { evaluate, statesOf } from '../../codegen/language_model/evaluate.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { prunable, prune, zeroShare } from '../../codegen/language_model/prune.js';
import { parameterCount, tensorPlaces } from '../../codegen/language_model/tensors.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { stepOf } from '../../runtime-ts/language_model/generate.js';
import { matrixOf, tinyModel, tinySequences } from './tiny_model.js';

const test = suite('language model: pruning'), sequences = tinySequences(4, 12);
const kl = (model: Checkpoint, reference: Checkpoint): number => evaluate(sequences, statesOf(model, sequences), statesOf(reference, sequences)).kl ?? NaN;

/** The model with one matrix's weights changed. */
function edited(model: MemoryCheckpoint, kind: LayerMatrix, layer: number, change: (value: number, row: number, column: number) => number): MemoryCheckpoint {
  const copy = new MemoryCheckpoint(model.name, model.config, model.keyValue);
  for (const place of tensorPlaces(model.config)) {
    if (place.kind === 'vector') { copy.putVector(place.role, model.vector(place.role)); continue; }
    const { role, rows, columns } = place, values = Float32Array.from(matrixOf(model, role).values);
    if (role.kind === kind && role.layer === layer) values.forEach((value, at) => { values[at] = change(value, Math.floor(at / columns), at % columns); });
    copy.putMatrix(role, { kind: 'float32', rows, columns, values });
  }
  return copy;
}

function logits(model: Checkpoint): readonly number[] {
  const step = stepOf(new Interpreter(decodeGraph(model)));
  return sequences[0]!.flatMap((token, at) => [...step(token, at)]);
}

for (const [name, changes] of [['grouped', {}], ['one key a head', { keyValueHeads: 4 }], ['with biases, untied', { attentionBias: true, tiedEmbedding: false }]] as const)
  test(`heads that bring nothing go first, and nothing is lost: ${name}`, () => {
    const full = tinyModel(changes, 3), { heads, keyValueHeads, headWidth } = full.config, share = heads / keyValueHeads, from = share * headWidth;
    // The second group of heads is silent in layer 0, the first in layer 1.
    const model = edited(edited(full, 'output', 0, (v, _, c) => (c >= from && c < 2 * from ? 0 : v)), 'output', 1, (v, _, c) => (c < from ? 0 : v));
    const { model: small, removed } = prune(model, { kind: 'heads', count: share }, sequences);
    const list = (group: number): string => Array.from({ length: share }, (_, i) => group * share + i).join(', ');
    assert.equal(removed, [`layer 0: heads ${list(1)}`, `layer 1: heads ${list(0)}`]);
    assert.is(small.config.heads, heads - share);
    assert.is(small.config.keyValueHeads, keyValueHeads - 1);
    assert.ok(parameterCount(small.config) < parameterCount(model.config));
    assert.equal(logits(small), logits(model));
  });

test('channels that bring nothing go first, and nothing is lost', () => {
  const model = edited(edited(tinyModel({}, 4), 'down', 0, (v, _, c) => (c === 3 || c === 20 ? 0 : v)), 'up', 1, (v, row) => (row === 0 || row === 7 ? 0 : v));
  const { model: small, removed } = prune(model, { kind: 'channels', count: 2 }, sequences);
  assert.equal(removed, ['layer 0: channels 3, 20', 'layer 1: channels 0, 7']);
  assert.is(small.config.feedForwardWidth, model.config.feedForwardWidth - 2);
  assert.equal(logits(small), logits(model));
});

test('the layer whose loss costs least goes', () => {
  const model = tinyModel({ layers: 3 }, 5), silent = edited(edited(model, 'output', 1, () => 0), 'down', 1, () => 0);
  const { model: small, removed } = prune(silent, { kind: 'layers', count: 1 }, sequences);
  assert.equal(removed, ['layers 1']);
  assert.equal(logits(small), logits(silent));
  const { model: one, removed: two } = prune(model, { kind: 'layers', count: 2 }, sequences);
  assert.is(one.config.layers, 1);
  assert.match(two[0]!, /^layers \d, \d$/);
  assert.ok(kl(one, model) > kl(prune(model, { kind: 'layers', count: 1 }, sequences).model, model));
});

test('of every four weights two are kept, the larger ones; shares are exact; what stays is untouched', () => {
  const model = tinyModel({}, 6), pairs = prune(model, { kind: '2:4' }, sequences).model, tenth = prune(model, { kind: 'magnitude', share: 0.1 }, sequences).model;
  for (const kind of ['query', 'down'] as const) {
    const was = matrixOf(model, { kind, layer: 1 }), { values } = matrixOf(pairs, { kind, layer: 1 }), { values: most } = matrixOf(tenth, { kind, layer: 1 });
    for (let row = 0; row < was.rows; row++)
      for (let from = 0; from < was.columns; from += 4) {
        const places = Array.from({ length: Math.min(4, was.columns - from) }, (_, i) => row * was.columns + from + i), kept = places.filter((at) => values[at] !== 0), gone = places.filter((at) => values[at] === 0);
        assert.is(gone.length, Math.floor(places.length / 2));
        assert.ok(kept.every((at) => values[at] === was.values[at] && gone.every((other) => Math.abs(was.values[at]!) >= Math.abs(was.values[other]!))));
      }
    const zeros = [...most.keys()].filter((at) => most[at] === 0), largest = Math.max(...zeros.map((at) => Math.abs(was.values[at]!)));
    assert.is(zeros.length, Math.round(0.1 * was.values.length));
    assert.ok([...most.keys()].every((at) => most[at] === 0 || (most[at] === was.values[at] && Math.abs(most[at]!) >= largest)));
  }
  assert.equal(pairs.matrix({ kind: 'embedding' }), model.matrix({ kind: 'embedding' }));
  assert.ok(Math.abs(zeroShare(tenth) - 0.1) < 0.005);
  assert.ok(kl(pairs, model) > kl(tenth, model));
});

test('one of everything stays', () => {
  const { config } = tinyModel();
  assert.equal((['heads', 'channels', 'layers'] as const).map((kind) => prunable(kind, config)), [{ most: 2, step: 2 }, { most: 21, step: 1 }, { most: 1, step: 1 }]);
});

test.run();
