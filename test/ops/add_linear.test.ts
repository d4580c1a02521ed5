/** Sums of int8 numbers with one rounding: whether all pairs of operands come out as with three. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { linearSum } from '../../codegen/ops/add_linear.js';
import { clamp, requantize, toMultiplier } from '../../runtime-ts/numerics/fixed_point.js';

const test = suite('linear sums');

interface Layer { readonly scales: readonly [number, number, number]; readonly zeroPoints: readonly [number, number, number]; readonly range: readonly [number, number] }

/** What ADD computes (runtime-ts/ops/add.ts). */
function reference({ scales: [a, b, y], zeroPoints: [za, zb, zy], range }: Layer): (left: number, right: number) => number {
  const common = 2 * Math.max(a, b), left = toMultiplier(a / common), right = toMultiplier(b / common), result = toMultiplier(common / (2 ** 20 * y));
  return (l, r) => clamp(requantize(requantize((l - za) * 2 ** 20, left) + requantize((r - zb) * 2 ** 20, right), result) + zy, ...range);
}

/** Whether a sum was found; asserts that it is right for all operands. */
function isLinear(layer: Layer): boolean {
  const combine = reference(layer), [a, b, y] = layer.scales, [low, high] = layer.range, sum = linearSum(combine, a / y, b / y, layer.range);
  if (sum === undefined) return false;
  for (let l = -128; l < 128; l++) for (let r = -128; r < 128; r++) {
    const scaled = l * sum.left + r * sum.right + sum.constant;
    if (scaled !== (scaled | 0) || clamp(scaled >> sum.shift, low, high) !== combine(l, r)) assert.unreachable(`${l} and ${r} with ${JSON.stringify({ layer, sum })}`);
  }
  return true;
}

test('all pairs of operands, for scales and zero points of networks', () => {
  const scale = fc.double({ min: 0.002, max: 0.5, noNaN: true }).map(Math.fround), zeroPoint = fc.integer({ min: -128, max: 127 });
  let found = 0;
  fc.assert(fc.property(fc.tuple(scale, scale, scale), fc.tuple(zeroPoint, zeroPoint, zeroPoint), fc.integer({ min: -128, max: 0 }), (scales, zeroPoints, low) => {
    if (isLinear({ scales, zeroPoints, range: [low, 127] })) found += 1;
  }), { seed: 11, numRuns: 40 });
  assert.ok(found >= 20, `${found} of 40 have a linear sum`);
});

test('halves, which round away from zero on both sides', () => {
  assert.ok(isLinear({ scales: [0.5, 0.5, 1], zeroPoints: [0, 0, 0], range: [-128, 127] }));
});

test('none for what is no sum', () => {
  assert.is(linearSum((l, r) => clamp((l * r) >> 6, -128, 127), 0.5, 0.5, [-128, 127]), undefined);
});

test.run();
