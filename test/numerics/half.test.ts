/** binary16: every one of the 65,536, and rounding at every boundary between two. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { floatOfHalf, halfOfFloat } from '../../runtime-ts/numerics/half.js';

const test = suite('numerics: half');

test('every binary16 becomes the number that IEEE 754 says, and comes back', () => {
  for (let half = 0; half < 65536; half++) {
    const exponent = (half >> 10) & 31, fraction = half & 1023, sign = half & 0x8000 ? -1 : 1;
    const value = exponent === 31 ? (fraction === 0 ? Infinity : NaN) : exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
    assert.ok(Object.is(floatOfHalf(half), sign * value), String(half));
    if (!Number.isNaN(value)) assert.is(halfOfFloat(floatOfHalf(half)), half);
  }
  assert.is(halfOfFloat(NaN), 0x7e00);
});

test('between two neighbours the nearer is taken, and the even one of two', () => {
  for (let half = 0; half < 0x7bff; half++) {
    const low = floatOfHalf(half), high = floatOfHalf(half + 1), middle = (low + high) / 2, step = middle * 2 ** -22;
    assert.is(halfOfFloat(middle), half % 2 === 0 ? half : half + 1, `${middle}`);
    assert.is(halfOfFloat(Math.fround(middle - step)), half);
    assert.is(halfOfFloat(Math.fround(middle + step)), half + 1);
    assert.is(halfOfFloat(-middle), 0x8000 | halfOfFloat(middle));
  }
  assert.is(halfOfFloat(65519), 0x7bff);
  assert.is(halfOfFloat(65520), 0x7c00);
  assert.is(halfOfFloat(1e30), 0x7c00);
  assert.is(halfOfFloat(2 ** -26), 0);
});

test.run();
