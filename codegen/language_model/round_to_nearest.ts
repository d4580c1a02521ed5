/**
 * Rounding to nearest, with the scale of every group searched for the least squared error, which is worth more than most of what comes after it
 * (measured: KL .181 to .109 at 4 bits). Scales are binary16 before a value is rounded, so that values fit the scale that is kept.
 */
import { floatOfHalf, halfOfFloat } from '../../runtime-ts/numerics/half.js';
import type { FloatMatrix, QuantizedMatrix } from './checkpoint.js';

/** The integers of a width. */
export interface Levels { readonly low: number; readonly high: number }

export function levelsOf(bits: 8 | 4 | 3): Levels {
  return bits === 8 ? { low: -127, high: 127 } : { low: -(2 ** (bits - 1)), high: 2 ** (bits - 1) - 1 };
}

/** Where the largest weight of a group is put, in units of the highest level: beyond 1 it is clipped and the others are finer. */
const stretches: Readonly<Record<8 | 4 | 3, readonly number[]>> = {
  8: [1, 1.007, 1.014, 1.021, 1.028, 1.035, 1.045, 1.06, 1.08, 1.1, 1.13, 1.17],
  4: [0.9, 0.95, 1, 1.04, 1.08, 1.12, 1.16, 1.2, 1.25, 1.3, 1.4],
  3: [0.75, 0.85, 0.92, 1, 1.08, 1.16, 1.24, 1.32, 1.4, 1.5, 1.65],
};

/** An integer within the levels; what has no scale is 0. */
export function nearest(value: number, scale: number, { low, high }: Levels): number {
  if (scale === 0) return 0;
  const level = Math.round(value / scale);
  return level < low ? low : level > high ? high : level;
}

/**
 * The binary16 scale with which `count` weights from `from` lose least, each squared error times its `importance` (from 0 on) where that is given. It may be negative: the
 * levels reach one further down than up. The error with the best factor for given integers q is sum w^2 - (sum w q)^2 / sum q^2, so the last term is what is compared.
 */
export function searchScale(weights: Float32Array | Float64Array, from: number, count: number, bits: 8 | 4 | 3, importance?: Float64Array): number {
  const { low, high } = levelsOf(bits);
  let largest = 0;
  for (let i = from; i < from + count; i++) largest = Math.max(largest, Math.abs(weights[i]!));
  if (largest === 0) return 0;
  let best = 0, gain = -1;
  const attempt = (scale: number): number => {
    const inverse = 1 / scale;
    let product = 0, square = 0;
    for (let i = 0; i < count; i++) {
      const w = weights[from + i]!, rounded = Math.round(w * inverse), q = rounded < low ? low : rounded > high ? high : rounded;
      const weighted = importance === undefined ? q : q * importance[i]!;
      product += w * weighted;
      square += q * weighted;
    }
    if (square === 0) return scale;
    const better = product / square;
    if ((product * better) > gain) {
      gain = product * better;
      best = better;
    }
    return better;
  };
  for (const stretch of stretches[bits]) {
    attempt(largest / (high * stretch));
    if (low !== -high) attempt(-largest / (high * stretch));
  }
  if (best !== 0) attempt(best);
  return floatOfHalf(halfOfFloat(best));
}

/** Every weight to the nearest level of its group. */
export function roundToNearest({ rows, columns, values: weights }: Pick<FloatMatrix, 'rows' | 'columns' | 'values'>, bits: 8 | 4 | 3, group: number): QuantizedMatrix {
  const groups = Math.ceil(columns / group), values = new Int8Array(rows * columns), scales = new Uint16Array(rows * groups), levels = levelsOf(bits);
  for (let row = 0; row < rows; row++) {
    for (let g = 0; g < groups; g++) {
      const from = row * columns + g * group, count = Math.min(group, columns - g * group), scale = searchScale(weights, from, count, bits);
      scales[row * groups + g] = halfOfFloat(scale);
      for (let i = from; i < from + count; i++) values[i] = nearest(weights[i]!, scale, levels);
    }
  }
  return { kind: 'quantized', rows, columns, bits, group, values, scales };
}
