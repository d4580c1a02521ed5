/** IEEE binary16 from and to float32, by integers alone, so that every machine agrees. */
import { bitsOfFloat, floatOfBits } from './float32_bits.js';

/** The float32 with the value of a binary16's bits: exact. */
export function floatOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16, exponent = (half >> 10) & 31, fraction = half & 1023;
  if (exponent === 31) return floatOfBits(sign | 0x7f800000 | (fraction << 13));
  if (exponent > 0) return floatOfBits(sign | ((exponent + 112) << 23) | (fraction << 13));
  if (fraction === 0) return floatOfBits(sign);
  // Subnormal: the highest bit of the fraction becomes the hidden one.
  const shift = Math.clz32(fraction) - 21;
  return floatOfBits(sign | ((113 - shift) << 23) | (((fraction << shift) & 1023) << 13));
}

/** The bits of the nearest binary16, halves to the even one; infinity from 65520 on, and one NaN. */
export function halfOfFloat(x: number): number {
  const bits = bitsOfFloat(x), sign = (bits >>> 16) & 0x8000, size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  if (size >= 0x477ff000) return sign | 0x7c00;
  // Normal: 13 bits of the fraction go, and the exponent's bias from 127 to 15.
  if (size >= 0x38800000) return sign | ((size - 0x38000000 + 0xfff + ((size >> 13) & 1)) >> 13);
  const shift = 126 - (size >> 23);
  if (shift > 24) return sign;
  const fraction = (size & 0x7fffff) | 0x800000, kept = fraction >> shift, rest = fraction & ((1 << shift) - 1), middle = 1 << (shift - 1);
  return sign | (kept + (rest > middle || (rest === middle && (kept & 1) === 1) ? 1 : 0));
}

let table: Float32Array | undefined;

/** The float32 of all binary16 bits, made when first asked for. */
export function halfTable(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, bits) => floatOfHalf(bits));
  return table;
}
