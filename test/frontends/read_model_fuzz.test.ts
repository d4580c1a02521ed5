/** A damaged file ends in a CompileError or is read; anything else is a bug: an exception, a hang, a huge allocation. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { makeModel, type ModelSpec, type TensorSpec } from '../support/make_model.js';
import { testSlices } from './slices.js';

const test = suite('tflite: damaged files');

const tensor = (name: string, more: Partial<TensorSpec> = {}): TensorSpec =>
  ({ name, shape: [1, 2], type: 'int8', scales: [0.5], zeroPoints: [3], ...more });
const branch = { tensors: [tensor('in'), tensor('out')], inputs: [0], outputs: [1], operators: [{ op: 'ABS', inputs: [0], outputs: [1] }] };
/** A bit of everything that the reader looks at. */
const spec: ModelSpec = {
  tensors: [
    tensor('x'), tensor('weights', { type: 'int4', shape: [2, 2], scales: [1, 2], zeroPoints: [0, 0], axis: 0, data: [1, 2, 3, 4] }),
    tensor('state', { variable: true }), tensor('a'), tensor('b'), { name: 'flag', shape: [1], type: 'bool', data: [1] }, tensor('c'),
  ],
  inputs: [0], outputs: [6],
  operators: [
    { op: 'CONV_2D', inputs: [0, 1, -1], outputs: [3], options: { padding: 1, stride_w: 2, stride_h: 2 } },
    { op: { custom: 'Scramble' }, inputs: [3, 2], outputs: [4], customOptions: Uint8Array.of(1, 2, 3) },
    { op: 'IF', inputs: [5, 4], outputs: [6], options: { then_subgraph_index: 1, else_subgraph_index: 2 } },
  ],
  subgraphs: [branch, branch],
};
const bytes = makeModel(spec);

function outcome(file: Uint8Array): 'read' | 'refused' {
  try {
    readModel(file, 'damaged', testSlices);
    return 'read';
  } catch (error) {
    if (error instanceof CompileError && error.diagnostics.length > 0) return 'refused';
    throw error;
  }
}

test('the file itself is fine', () => {
  assert.is(outcome(bytes), 'read');
});

test('cut short at any place', () => {
  // The writer puts the main graph's name last, which the reader does not need.
  const needed = bytes.length - 16;
  for (let length = 0; length <= needed; length += 4) assert.is(outcome(bytes.slice(0, length)), 'refused', `${length} bytes`);
});

test('one byte changed, at every place', () => {
  for (let place = 0; place < bytes.length; place++)
    for (const value of [0x00, 0x7f, 0x80, 0xff]) {
      const file = bytes.slice();
      file[place] = value;
      outcome(file);
    }
});

test('a word set to an extreme offset, at every place', () => {
  for (let place = 0; place + 4 <= bytes.length; place += 4)
    for (const value of [0x7fffffff, 0x80000000, 0xffffffff, bytes.length, 0x01000000]) {
      const file = bytes.slice();
      new DataView(file.buffer).setUint32(place, value, true);
      outcome(file);
    }
});

test('a million sub-graphs that are all the same table', () => {
  const entries = 1_100_000, start = bytes.length + (-bytes.length & 3), table = start + 4 + entries * 4;
  const file = new Uint8Array(table + 8);
  file.set(bytes);
  const view = new DataView(file.buffer);
  const model = view.getUint32(0, true), vtable = model - view.getInt32(model, true);
  const field = model + view.getUint16(vtable + 4 + 2 * 2, true);
  view.setUint32(field, start - field, true);
  view.setUint32(start, entries, true);
  for (let entry = start + 4; entry < table; entry += 4) view.setUint32(entry, table - entry, true);
  view.setInt32(table, table - vtable, true);
  assert.throws(() => readModel(file, 'damaged', testSlices),
    (error: unknown) => error instanceof CompileError && error.message.endsWith('the file refers to its own parts too often'));
});

test('several bytes changed at random', () => {
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
    const file = bytes.slice();
    for (const [place, value] of changes) file[place] = value;
    outcome(file);
  }), { seed: 20240601, numRuns: 4000 });
});

test('parts of the file moved over others', () => {
  const move = fc.record({ from: fc.nat(bytes.length - 1), to: fc.nat(bytes.length - 1), length: fc.integer({ min: 1, max: 64 }) });
  fc.assert(fc.property(fc.array(move, { minLength: 1, maxLength: 3 }), (moves) => {
    const file = bytes.slice();
    for (const { from, to, length } of moves) file.copyWithin(to, from, from + length);
    outcome(file);
  }), { seed: 20240602, numRuns: 2000 });
});

test.run();
