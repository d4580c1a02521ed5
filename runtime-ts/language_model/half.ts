/** IEEE binary16 by integers, as the C does it: no core's own conversion is used. Twin: firmware/include/bn_half.h. */
import { bitsOfFloat, floatOfBits } from '../numerics/float32_bits.js';

/** The float32 equal to the binary16 number with these bits. */
export function floatOfHalf(bits: number): number {
  const sign = (bits & 0x8000) << 16, rest = bits & 0x7fff;
  if (rest >= 0x7c00) return floatOfBits((sign | 0x7f800000 | (rest & 0x3ff) << 13) >>> 0);
  // With a float's exponent bias the number is 2^112 too small; the product is exact, below normal numbers too.
  const size = floatOfBits(rest << 13) * 2 ** 112;
  return sign === 0 ? size : -size;
}

/** The bits of the nearest binary16 number, halves to even; beyond 65504 infinity, NaN some NaN. */
export function halfOfFloat(x: number): number {
  const bits = bitsOfFloat(x), sign = bits >>> 16 & 0x8000, size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  if (size >= 0x477ff000) return sign | 0x7c00;
  if (size < 0x38800000) {
    // Below 2^-14: in steps of 2^-24.
    const shift = 126 - (size >>> 23);
    if (shift > 24) return sign;
    const mantissa = (size & 0x7fffff) | 0x800000, kept = mantissa >>> shift, rest = mantissa & (2 ** shift - 1), half = 2 ** (shift - 1);
    return sign | kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0);
  }
  return sign | size - 0x38000000 + 0xfff + (size >>> 13 & 1) >>> 13;
}
