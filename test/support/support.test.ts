/** The tests' own tools. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { difference } from './compare.js';
import { fnv1a, inputBytes, integers, reals, xorshift32 } from './inputs.js';
import { encode, makeModel, type ModelSpec } from './make_model.js';

const test = suite('support');
const exact = { atol: 0, rtol: 0 };
const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

test('generators give the published values', () => {
  assert.is(fnv1a('a'), 0xe40c292c);
  assert.is(xorshift32(1)(), 270369);
});

test('fills', () => {
  assert.equal([...inputBytes('i8', 3, 'min', '', 0)], [128, 128, 128]);
  assert.equal([...inputBytes('i8', 3, 'ramp', '', 254)], [126, 127, 128]);
  assert.equal([...inputBytes('u8', 4, [1, 2, 3], '', 2)], [3, 1, 2, 3]);
  assert.equal([...inputBytes('i64', 1, [-2], '', 0)], [254, 255, 255, 255, 255, 255, 255, 255]);
  const small = new Int16Array(inputBytes('i16', 200, { low: -2, high: 1 }, 'seed', 0).buffer);
  assert.equal([...new Set(small)].sort((a, b) => a - b), [-2, -1, 0, 1]);
  assert.is(new Set(inputBytes('i8', 4000, 'random', 'seed', 0)).size, 256);
  assert.equal(inputBytes('f32', 9, 'random', 'seed', 0), inputBytes('f32', 9, 'random', 'seed', 0));
  assert.not.equal(inputBytes('f32', 9, 'random', 'seed', 0), inputBytes('f32', 9, 'random', 'other', 0));
});

test('constants lie within their bounds', () => {
  assert.equal([...new Set(integers('seed', 200, -1, 1))].sort((a, b) => a - b), [-1, 0, 1]);
  assert.ok(reals('seed', 100, 2, 3).every((value) => value >= 2 && value <= 3 && Math.fround(value) === value));
});

test('comparison', () => {
  assert.is(difference('i8', Uint8Array.of(1, 255), Uint8Array.of(1, 255), exact), undefined);
  assert.is(difference('i8', Uint8Array.of(1, 255, 3), Uint8Array.of(1, 254, 4), { atol: 9, rtol: 9 }), '2 of 3 elements differ, first at 1: got -1, expected -2');
  assert.is(difference('i8', Uint8Array.of(1), Uint8Array.of(1, 2), exact), '1 elements instead of 2');
  assert.is(difference('f32', floats(NaN, Infinity, 1), floats(NaN, Infinity, 1.05), { atol: 0.1, rtol: 0 }), undefined);
  assert.is(difference('f32', floats(100), floats(101), { atol: 0, rtol: 0.01 }), undefined);
  for (const [got, expected] of [[NaN, 1], [1, NaN], [Infinity, 1], [-Infinity, Infinity], [1, 1.3]] as const)
    assert.match(difference('f32', floats(got), floats(expected), { atol: 0.1, rtol: 0.1 }) ?? '', '1 of 1 elements differ');
});

test('the same spec gives the same file', () => {
  const spec: ModelSpec = {
    tensors: [{ name: 'x', shape: [2], type: 'int8', scales: [0.5] }, { name: 'y', shape: [2], type: 'int8', scales: [0.5] }],
    inputs: [0], outputs: [1], operators: [{ op: 'RELU', inputs: [0], outputs: [1] }],
  };
  assert.equal(makeModel(spec), makeModel(structuredClone(spec)));
});

test('int4 values are packed, the first in the low half', () => {
  assert.equal([...encode('int4', [1, -2, 7])], [0xe1, 0x07]);
});

test.run();
