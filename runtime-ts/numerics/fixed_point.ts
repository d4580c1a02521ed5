/**
 * The integer arithmetic of TensorFlow Lite Micro's reference kernels, in one place. Twin: firmware/include/bn_fixed_point.h.
 * Rounding is TFLite's default, double: a doubling high multiply that rounds, then a right shift that rounds.
 */
import type { Activation } from './activation.js';

export const INT32_MIN = -0x80000000;
export const INT32_MAX = 0x7fffffff;

/** A positive real number as mantissa * 2^(shift - 31), mantissa in [2^30, 2^31), or 0. */
export interface Multiplier {
  readonly mantissa: number;
  readonly shift: number;
}

/** frexp: value = fraction * 2^exponent with |fraction| in [0.5, 1). Finite values only. */
export function frexp(value: number): { readonly fraction: number; readonly exponent: number } {
  if (value === 0) return { fraction: 0, exponent: 0 };
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(value))) + 1);
  let fraction = value * 2 ** -exponent;
  while (Math.abs(fraction) >= 1) { fraction /= 2; exponent++; }
  while (Math.abs(fraction) < 0.5) { fraction *= 2; exponent--; }
  return { fraction, exponent };
}

/** C's round(): halves away from zero. */
export function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/** QuantizeMultiplier (tensorflow/lite/kernels/internal/quantization_util.cc). `value` is a double. */
export function toMultiplier(value: number): Multiplier {
  if (value === 0) return { mantissa: 0, shift: 0 };
  const { fraction, exponent } = frexp(value);
  let mantissa = roundHalfAway(fraction * 2 ** 31);
  let shift = exponent;
  if (mantissa === 2 ** 31) {
    mantissa /= 2;
    shift++;
  }
  if (shift < -31) return { mantissa: 0, shift: 0 };
  if (shift > 30) return { mantissa: INT32_MAX, shift: 30 };
  return { mantissa, shift };
}

/** SaturatingRoundingDoublingHighMul (gemmlowp fixedpoint.h): the high 32 bits of 2ab, rounded, saturated. */
export function doublingHighMultiply(a: number, b: number): number {
  if (a === INT32_MIN && b === INT32_MIN) return INT32_MAX;
  // floor((a*b + 2^30) / 2^31) for every sign; split so that no step leaves the 53 bits of a double.
  const high = Math.floor(a / 65536), low = a - high * 65536;
  return Math.floor((high * b + Math.floor((low * b + 0x40000000) / 65536)) / 32768);
}

/** RoundingDivideByPOT (gemmlowp fixedpoint.h): x / 2^exponent, halves away from zero; exponent 0 to 31. */
export function roundingDivideByPowerOfTwo(x: number, exponent: number): number {
  if (exponent === 0) return x;
  const half = 2 ** (exponent - 1);
  return Math.floor((x + half + (x < 0 ? -1 : 0)) / 2 ** exponent);
}

/** MultiplyByQuantizedMultiplier for int32 (tensorflow/lite/kernels/internal/common.cc). Wraps where C would overflow. */
export function requantize(x: number, m: Multiplier): number {
  const left = m.shift > 0 ? m.shift : 0, right = m.shift > 0 ? 0 : -m.shift;
  return roundingDivideByPowerOfTwo(doublingHighMultiply((x * 2 ** left) | 0, m.mantissa), right);
}

/** floor((sum * mantissa + 2^30) / 2^31) is exact in a double below this. */
const smallSum = 2 ** 22;

/** `requantize` without its detours, where the sum is small. */
export function requantizeSmall(sum: number, m: Multiplier): number {
  if (m.shift > 0 || sum >= smallSum || sum <= -smallSum) return requantize(sum, m);
  return roundingDivideByPowerOfTwo(Math.floor((sum * m.mantissa + 0x40000000) / 0x80000000), -m.shift);
}

/** The first sum whose `requantize` is `result` or more; for a positive multiplier without left shift, and sums within int32. */
export function firstSum(result: number, m: Multiplier): number {
  const { mantissa, shift } = m, one = 2 ** -shift;
  // Of the doubling multiplication's results, the first that is rounded to it, halves away from zero; and the product that gives that.
  const doubled = shift === 0 ? result : result * one - one / 2 + (result > 0 ? 0 : 1), product = doubled * 0x80000000 - 0x40000000;
  let first = Math.ceil(product / mantissa);
  if (first < smallSum && first > -smallSum) {
    // Products of this size are exact in a double.
    if (first * mantissa < product) first++;
    else if ((first - 1) * mantissa >= product) first--;
  } else {
    while (requantize(first - 1, m) >= result) first--;
    while (requantize(first, m) < result) first++;
  }
  return first;
}

/**
 * MultiplyByQuantizedMultiplier for int64 accumulators (common.cc): a 16 bit multiplier, one rounding; shift up to 14. Wraps
 * where int64 would overflow.
 */
export function requantizeWide(x: bigint, m: Multiplier): number {
  const reduced = BigInt(m.mantissa < 0x7fff0000 ? (m.mantissa + (1 << 15)) >> 16 : 0x7fff);
  const total = BigInt(15 - m.shift);
  return Number(BigInt.asIntN(32, BigInt.asIntN(64, x * reduced + (1n << (total - 1n))) >> total));
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

const integerRange = { i8: [-128, 127], u8: [0, 255], i16: [-32768, 32767], i32: [INT32_MIN, INT32_MAX] } as const;
export type QuantizedElement = keyof typeof integerRange;

/** The numbers that an integer element can hold. */
export function rangeOf(element: QuantizedElement): readonly [number, number] {
  return integerRange[element];
}

/** CalculateActivationRangeQuantized (tensorflow/lite/kernels/kernel_util.cc): [low, high] in output units. */
export function activationRange(
  activation: Activation, element: QuantizedElement, scale: number, zeroPoint: number,
): readonly [number, number] {
  const [low, high] = rangeOf(element);
  // TfLiteRound of a float: scale is float32 there, so the division is too.
  const quantize = (real: number): number => zeroPoint + roundHalfAway(Math.fround(real / scale));
  switch (activation) {
    case 'relu': return [Math.max(low, quantize(0)), high];
    case 'relu6': return [Math.max(low, quantize(0)), Math.min(high, quantize(6))];
    case 'relu_n1_to_1': return [Math.max(low, quantize(-1)), Math.min(high, quantize(1))];
    case 'none':
    case 'tanh':
    case 'sign_bit': return [low, high];
  }
}

/** Whether a fused activation's bound leaves int32 in output units, which CalculateActivationRangeQuantized refuses. */
export function activationOverflows(activation: Activation, scale: number): boolean {
  const largest = activation === 'relu6' ? 6 : activation === 'relu_n1_to_1' ? 1 : 0;
  return Math.round(Math.fround(largest / scale)) > 2 ** 31;
}

/** The largest finite float32: TFLM's clamps turn infinities into it. */
export const FLOAT32_MAX = 3.4028234663852886e38;

/** CalculateActivationRange (kernel_util.h) for float32. */
export function activationRangeFloat(activation: Activation): readonly [number, number] {
  switch (activation) {
    case 'relu': return [0, FLOAT32_MAX];
    case 'relu6': return [0, 6];
    case 'relu_n1_to_1': return [-1, 1];
    case 'none':
    case 'tanh':
    case 'sign_bit': return [-FLOAT32_MAX, FLOAT32_MAX];
  }
}
