/** Floats as their bits: sign, exponent and 23 bits of fraction. Twin: firmware/include/bn_float_bits.h. */
const word = new Uint32Array(1), number = new Float32Array(word.buffer);

/** The logarithm of e to base 2, as a float32. */
export const log2OfE = Math.fround(1.44269502);

/** The bits of a number, rounded to float32 first, as 0 to 2^32 - 1. */
export function bitsOfFloat(x: number): number {
  number[0] = x;
  return word[0]!;
}

/** The float32 with these bits. */
export function floatOfBits(bits: number): number {
  word[0] = bits;
  return number[0]!;
}

/** A number >= 0 with the sign of another. */
export function withSignOf(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude;
}

/** 2^n; n -126 to 127. */
export function powerOfTwo(n: number): number {
  return floatOfBits((n + 127) << 23);
}

/** x * 2^n for x in [1/2, 2) and n -252 to 254. Only the last multiplication rounds, overflows or goes below normal numbers. */
export function scale(x: number, n: number): number {
  const half = Math.trunc(n / 2);
  return Math.fround(x * powerOfTwo(half) * powerOfTwo(n - half));
}
