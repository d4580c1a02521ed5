/**
 * x^y of float32 numbers. The logarithm and the exponential in between are doubles, so that the result is off by little more
 * than its own rounding even where y multiplies the logarithm's error. Twin: firmware/include/bn_pow.h.
 */
import { bitsOfFloat, floatOfBits, powerOfTwo } from './float32_bits.js';

const rootOfHalf = 0x3f3504f3;

/** log2 of a finite x > 0, by 2 atanh(s) = log((1 + s) / (1 - s)). */
function log2(x: number): number {
  const subnormal = x < 2 ** -126;
  const bits = bitsOfFloat(subnormal ? x * 2 ** 23 : x) + 0x3f800000 - rootOfHalf;
  const k = (bits >>> 23) - (subnormal ? 150 : 127), m = floatOfBits((bits & 0x7fffff) + rootOfHalf);
  const s = (m - 1) / (m + 1), z = s * s;
  let sum = 1 / 19;
  for (let n = 17; n > 0; n -= 2) sum = sum * z + 1 / n;
  return k + 2 * s * sum * Math.LOG2E;
}

/** 2^w for w from -151 to 129, rounded to float32. */
function exp2(w: number): number {
  const n = Math.trunc(w + (w < 0 ? -0.5 : 0.5)), r = (w - n) * Math.LN2;
  let sum = 1;
  for (let k = 12; k > 0; k--) sum = sum * r / k + 1;
  const half = Math.trunc(n / 2);
  return Math.fround(sum * powerOfTwo(half) * powerOfTwo(n - half));
}

/** C's powf. */
export function pow(x: number, y: number): number {
  const size = Math.abs(x);
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (!Number.isFinite(y)) return size === 1 ? 1 : size > 1 === y > 0 ? Infinity : 0;
  const whole = Math.trunc(y) === y, odd = whole && Math.abs(y) < 2 ** 24 && (y & 1) !== 0;
  const sign = odd && (x < 0 || Object.is(x, -0)) ? -1 : 1;
  if (size === 0 || size === Infinity) return sign * (size === 0 === y < 0 ? Infinity : 0);
  if (x < 0 && !whole) return NaN;
  const w = y * log2(size);
  return sign * (w > 129 ? Infinity : w < -151 ? 0 : exp2(w));
}
