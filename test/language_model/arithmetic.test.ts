import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dynamicQuantize, floatOfHalf, halfOfFloat, matVecQuantized, quantizeForCache } from '../../runtime-ts/language_model/arithmetic.js';
import { rotaryTables } from '../../runtime-ts/language_model/rotary_tables.js';

test('binary16 goes to float32 and back, and halves between two numbers go to the even one', () => {
  for (let bits = 0; bits < 65536; bits++) {
    const value = floatOfHalf(bits);
    if (Number.isNaN(value)) continue;
    assert.is(halfOfFloat(value), bits);
    if ((bits & 0x7fff) < 0x7bff) assert.is(halfOfFloat((value + floatOfHalf(bits + 1)) / 2), (bits & 1) === 0 ? bits : bits + 1);
  }
  assert.is(floatOfHalf(1), 2 ** -24);
  assert.is(floatOfHalf(0x3c01), 1 + 2 ** -10);
  assert.is(halfOfFloat(65520), 0x7c00);
  assert.is(halfOfFloat(65519), 0x7bff);
});

test('rotary tables are right to float32', () => {
  for (const [width, positions, theta] of [[8, 512, 10000], [128, 300, 1e6], [6, 5000, 5e5]] as const) {
    const { cos, sin } = rotaryTables(width, positions, theta);
    for (let p = 0; p < positions; p++)
      for (let j = 0; j < width / 2; j++) {
        const angle = p * theta ** ((-2 * j) / width);
        assert.ok(Math.abs(cos[(p * width) / 2 + j]! - Math.cos(angle)) < 2 ** -24 && Math.abs(sin[(p * width) / 2 + j]! - Math.sin(angle)) < 2 ** -24);
      }
  }
});

test('vectors are quantized to the nearest code, halves to even; zeros and tiny numbers to zeros', () => {
  const codes = new Int8Array(4);
  assert.is(dynamicQuantize(codes, Float32Array.of(127, -2.5, 3.5, 0)), 1);
  assert.equal(Array.from(codes), [127, -2, 4, 0]);
  assert.is(dynamicQuantize(codes, new Float32Array(4)), 0);
  assert.is(dynamicQuantize(codes, Float32Array.of(1e-40, 0, 0, 0)), 0);
  assert.equal(Array.from(codes), [0, 0, 0, 0]);
  assert.is(floatOfHalf(quantizeForCache(codes, Float32Array.of(7, -3.4, 1e-9, 2), 7)), 1);
  assert.equal(Array.from(codes), [7, -3, 0, 2]);
});

test('products of quantized rows take short last groups', () => {
  const y = new Float32Array(2), one = 0x3c00, two = 0x4000;
  matVecQuantized(y, { rows: 2, columns: 5, group: 4, values: Int8Array.of(1, 2, 3, 4, 5, -1, -2, -3, -4, -5), scales: Uint16Array.of(one, two, two, one) }, Int8Array.of(1, 1, 1, 1, 10), 0.5, Float32Array.of(0, 1));
  assert.equal(Array.from(y), [0.5 * (10 + 100), 0.5 * (-20 - 50) + 1]);
});

test.run();
