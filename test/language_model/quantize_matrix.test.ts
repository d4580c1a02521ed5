/** Rounding and GPTQ of one matrix, against what a plain search finds. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { QuantizedMatrix } from '../../codegen/language_model/checkpoint.js';
import { gptq } from '../../codegen/language_model/gptq.js';
import { inverseCholesky, symmetric } from '../../codegen/language_model/linear_algebra.js';
import { Moments } from '../../codegen/language_model/moments.js';
import { levelsOf, roundToNearest } from '../../codegen/language_model/round_to_nearest.js';
import { floatOfHalf } from '../../runtime-ts/numerics/half.js';
import { randomNumbers } from './tiny_model.js';

const test = suite('language model: quantizing a matrix');

function dequantized({ columns, group, values, scales }: QuantizedMatrix): readonly number[] {
  const groups = Math.ceil(columns / group);
  return Array.from(values, (q, at) => q * floatOfHalf(scales[Math.floor(at / columns) * groups + Math.floor((at % columns) / group)]!));
}

const squares = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a, (x, at) => (x - b[at]!) ** 2).reduce((sum, x) => sum + x, 0);

/** Inputs whose columns depend on each other, [tokens][columns]. */
function inputs(tokens: number, columns: number, seed: number): Float32Array {
  const random = randomNumbers(seed), mix = Float32Array.from({ length: 3 * columns }, random);
  return Float32Array.from({ length: tokens * columns }, (() => {
    let hidden = [0, 0, 0];
    return (_: unknown, at: number) => {
      if (at % columns === 0) hidden = [random(), random(), random()];
      return hidden.reduce((sum, x, k) => sum + x * mix[k * columns + (at % columns)]!, 0) + random() / 10;
    };
  })());
}

function product(weights: ArrayLike<number>, x: Float32Array, rows: number, columns: number): Float64Array {
  const y = new Float64Array((x.length / columns) * rows);
  for (let at = 0; at < x.length / columns; at++) for (let row = 0; row < rows; row++) for (let i = 0; i < columns; i++) y[at * rows + row]! += weights[row * columns + i]! * x[at * columns + i]!;
  return y;
}

for (const bits of [8, 4, 3] as const) test(`${bits} bits: values lie within their levels, and other scales do not do much better`, () => {
  const random = randomNumbers(bits), { low, high } = levelsOf(bits);
  for (const columns of [1, 31, 32, 33, 43]) {
    const weights = Float32Array.from({ length: 3 * columns }, () => random() ** 3), matrix = roundToNearest({ rows: 3, columns, values: weights }, bits, 16);
    assert.ok(matrix.values.every((q) => q >= low && q <= high));
    assert.is(matrix.scales.length, 3 * Math.ceil(columns / 16));
    for (let row = 0; row < 3; row++) for (let from = 0; from < columns; from += 16) {
      const part = weights.slice(row * columns + from, row * columns + Math.min(from + 16, columns)), largest = part.reduce((m, w) => Math.max(m, Math.abs(w)), 0);
      const loss = squares(part, dequantized(matrix).slice(row * columns + from, row * columns + Math.min(from + 16, columns)));
      let least = Infinity;
      // Among 127 levels a fine grid finds by chance what suits so few weights; the rule to beat there is the largest weight's.
      for (const step of bits === 8 ? [1] : Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? 1 : -1) * (at + 1) / 200)) {
        const scale = step * (largest / high);
        least = Math.min(least, squares(part, part.map((w) => Math.max(low, Math.min(high, Math.round(w / scale))) * scale)));
      }
      assert.ok(loss <= 1.35 * least + 1e-6 * largest ** 2, `${columns}: ${loss} ${least}`);
    }
  }
});

test('zeros have scale 0, and tiny weights none that rounds them up', () => {
  assert.equal(roundToNearest({ rows: 1, columns: 3, values: new Float32Array(3) }, 4, 3), { kind: 'quantized', rows: 1, columns: 3, bits: 4, group: 3, values: new Int8Array(3), scales: new Uint16Array(1) });
  const { values } = roundToNearest({ rows: 1, columns: 2, values: Float32Array.of(1e-12, -1e-12) }, 8, 2);
  assert.equal([...values], [0, 0]);
});

test('U with UᵀU = H⁻¹', () => {
  const n = 7, moments = new Moments(n), x = inputs(40, n, 3);
  moments.add(x, x);
  const h = symmetric(moments.damped(), n), u = moments.damped();
  inverseCholesky(u, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) sum += h[i * n + k]! * u[l * n + k]! * u[l * n + j]!;
    assert.ok(Math.abs(sum - (i === j ? 1 : 0)) < 1e-9);
    if (i > j) assert.is(u[i * n + j], 0);
  }
});

for (const actOrder of [false, true]) for (const bits of [4, 3] as const) for (const [columns, group] of [[1, 1], [31, 32], [43, 16], [64, 64]] as const)
  test(`GPTQ, ${bits} bits, ${columns} columns in groups of ${group}${actOrder ? ', act-order' : ''}: outputs nearer than rounding's`, () => {
    const rows = 5, random = randomNumbers(columns + bits), weights = Float32Array.from({ length: rows * columns }, random), x = inputs(200, columns, columns), moments = new Moments(columns);
    moments.add(x, x);
    const matrix = gptq(weights, rows, columns, moments, { bits, group, actOrder }), rounded = roundToNearest({ rows, columns, values: weights }, bits, group), { low, high } = levelsOf(bits);
    assert.ok(matrix.values.every((q) => q >= low && q <= high));
    assert.is(matrix.scales.length, rounded.scales.length);
    if (columns === 1) {
      // Every integer but 0 fits one weight exactly; only the scale's rounding to binary16 is left.
      dequantized(matrix).forEach((value, row) => { assert.ok(Math.abs(value - weights[row]!) <= 2 ** -11 * Math.abs(weights[row]!), `${value} ${weights[row]}`); });
      return;
    }
    const wanted = product(weights, x, rows, columns), loss = (q: QuantizedMatrix): number => squares(wanted, product(dequantized(q), x, rows, columns));
    assert.ok(loss(matrix) <= 0.5 * loss(rounded), `${loss(matrix)} ${loss(rounded)}`);
  });

test('the target makes good what the inputs and the residual stream lack', () => {
  const rows = 3, n = 6, random = randomNumbers(11), weights = Float32Array.from({ length: rows * n }, random), float = inputs(300, n, 2), own = float.map((x) => x * 0.9 + random() / 50), missing = Float32Array.from({ length: 300 * rows }, (_, at) => own[Math.floor(at / rows) * n]! / 5);
  const moments = new Moments(n);
  moments.add(own, float, missing);
  const target = moments.target(weights), wanted = product(weights, float, rows, n).map((y, at) => y + missing[at]!);
  assert.ok(squares(wanted, product(target, own, rows, n)) < 0.1 * squares(wanted, product(weights, own, rows, n)));
});

test.run();
