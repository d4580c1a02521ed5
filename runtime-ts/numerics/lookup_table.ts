/**
 * Functions as tables. Over int8 a table holds every answer; over int16 it holds 513 and the rest is interpolated. Tables are
 * computed here and emitted to C as data; firmware/include/bn_lookup_table.h has the twins of the look-ups.
 */
import { clamp, roundHalfAway } from './fixed_point.js';

const f = Math.fround;

/** real = scale * (stored - zeroPoint). The scale is a float32. */
export interface Affine { readonly scale: number; readonly zeroPoint: number }

/** The 256 answers of an int8 function, at the index of the argument's byte: 0 to 127, then -128 to -1. */
export function int8Table(answer: (x: number) => number): Int8Array {
  return Int8Array.from({ length: 256 }, (_, byte) => answer((byte << 24) >> 24));
}

/**
 * LUTPopulateInt8 (tensorflow/lite/kernels/internal/common.h): a real function through quantized input and output, in
 * float32. Results beyond the range saturate; NaN, which C++ leaves undefined, becomes the lowest value.
 */
export function int8TableOfReal(input: Affine, output: Affine, real: (x: number) => number): Int8Array {
  const inverseScale = f(1 / output.scale);
  return int8Table((x) => {
    const result = real(f(input.scale * (x - input.zeroPoint)));
    const quantized = f(roundHalfAway(f(result * inverseScale)) + output.zeroPoint);
    return quantized >= -128 ? Math.min(quantized, 127) : -128;
  });
}

/**
 * LUTPopulateInt16 (common.h): 513 samples for `interpolate`, each shifted by half the error that interpolation would
 * have midway to the next, in float32.
 */
export function int16TableOfReal(input: Affine, output: Affine, real: (x: number) => number): Int16Array {
  const ends = ({ scale, zeroPoint }: Affine) => [f(scale * (-32768 - zeroPoint)), f(scale * (32767 - zeroPoint))] as const;
  return int16TableOver(...ends(input), ...ends(output), real);
}

/** The same for real ranges that -32768 and 32767 stand for. */
export function int16TableOver(inputLow: number, inputHigh: number, outputLow: number, outputHigh: number, real: (x: number) => number): Int16Array {
  const steps = 512, lowest = -32768, highest = 32767;
  const step = f(f(inputHigh - inputLow) / steps), halfStep = f(step / 2);
  const inverseScale = f(65536 / f(outputHigh - outputLow));
  const scaled = (x: number): number => f(real(x) * inverseScale);
  const table = Int16Array.from({ length: steps }, (_, i) => {
    const x = f(inputLow + f(i * step));
    const sample = roundHalfAway(scaled(x));
    const interpolated = roundHalfAway(f(f(scaled(f(inputLow + f((i + 1) * step))) + sample) / 2));
    const error = f(interpolated - roundHalfAway(scaled(f(x + halfStep))));
    return clamp(f(sample - roundHalfAway(f(error / 2))), lowest, highest);
  });
  return Int16Array.of(...table, clamp(roundHalfAway(scaled(inputHigh)), lowest, highest));
}

/** LUTLookup for int16 (common.h): 9 bits choose a sample, 7 bits interpolate to the next. Wraps around like int16. */
export function interpolate(table: Int16Array, x: number): number {
  const index = 256 + (x >> 7), base = table[index]!;
  const slope = ((table[index + 1]! - base) << 16) >> 16;
  return ((base + ((slope * (x & 127) + 64) >> 7)) << 16) >> 16;
}

/**
 * sigmoid_table_uint16 (common.h): logistic(i / 24) * 2^16 for i = 0 to 255, each raised by half the error of linear
 * interpolation midway to the next; the last meets the 65535 that logistic16 and tanh16 saturate to.
 */
export function sigmoidTable(): Uint16Array {
  const sigmoid = (i: number): number => 65536 / (1 + Math.exp(-i / 24));
  return Uint16Array.from({ length: 256 }, (_, i) => {
    const midwayError = sigmoid(i + 0.5) - (sigmoid(i) + sigmoid(i + 1)) / 2;
    return i === 255 ? 65535 : Math.round(sigmoid(i) + midwayError / 2);
  });
}

/**
 * The int16 logistic (tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h): x in 2^-12 / 3, the result in
 * 2^-15.
 */
export function logistic16(table: Uint16Array, x: number): number {
  const size = Math.abs(x), index = size >> 9;
  const half = index >= 255 ? 0x7fff << 10 : (table[index]! << 9) + (size & 511) * (table[index + 1]! - table[index]!);
  return (x >= 0 ? half + 512 : 2 ** 25 - half + 511) >> 10;
}

/** The int16 tanh (integer_ops/tanh.h) by 2 logistic(2x) - 1: x in 2^-12 / 3, the result in 2^-15. */
export function tanh16(table: Uint16Array, x: number): number {
  const size = Math.abs(x), index = size >> 8;
  const half = index >= 255 ? 0xffff << 8 : (table[index]! << 8) + (size & 255) * (table[index + 1]! - table[index]!);
  return (x >= 0 ? half - 2 ** 23 + 128 : 2 ** 23 - half + 127) >> 8;
}
