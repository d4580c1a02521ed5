/**
 * GPTQ (Frantar et al., 2022): the columns of a matrix are rounded one after another, and every error is made good in the columns that are still to come, as far as the
 * inputs that the matrix saw in calibration allow. With H = 2 XᵀX, damped, and U the upper Cholesky factor of its inverse: e = (w_i - q_i) / U_ii, w_j -= e U_ij for j > i.
 * Afterwards scales and integers are bettered one at a time for the same error, e H eᵀ, as QuantEase (Behdin et al., 2023) does with integers.
 */
import { floatOfHalf, halfOfFloat } from '../../runtime-ts/numerics/half.js';
import type { QuantizedMatrix } from './checkpoint.js';
import { inverseCholesky, symmetric } from './linear_algebra.js';
import type { Moments } from './moments.js';
import { levelsOf, nearest, searchScale, type Levels } from './round_to_nearest.js';

export interface GptqOptions {
  readonly bits: 8 | 4 | 3;
  readonly group: number;
  /** Columns by falling H_ii. The scales are then fixed in advance, so that groups stay where they are. */
  readonly actOrder: boolean;
}

/** Rounds of bettering; few rows change after these. */
const rounds = 4;

/** Rounds a matrix of [rows][columns] weights to what serves its inputs best. */
export function gptq(weights: Float32Array | Float64Array, rows: number, columns: number, moments: Moments, options: GptqOptions): QuantizedMatrix {
  const { bits, group, actOrder } = options, levels = levelsOf(bits), groups = Math.ceil(columns / group), hessian = symmetric(moments.damped(), columns);
  const importance = Float64Array.from({ length: columns }, (_, i) => hessian[i * columns + i]!), order = Array.from({ length: columns }, (_, i) => i);
  if (actOrder) order.sort((a, b) => importance[b]! - importance[a]! || a - b);
  const u = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) for (let j = 0; j <= i; j++) u[i * columns + j] = hessian[order[i]! * columns + order[j]!]!;
  inverseCholesky(u, columns);
  const values = new Int8Array(rows * columns), scales = new Uint16Array(rows * groups), work = new Float64Array(columns), rowScales = new Float64Array(groups);
  const search = (g: number, from: Float32Array | Float64Array): void => {
    const count = Math.min(group, columns - g * group);
    rowScales[g] = searchScale(from, g * group, count, bits, importance.subarray(g * group, g * group + count));
  };
  for (let row = 0; row < rows; row++) {
    const target = weights.subarray(row * columns, (row + 1) * columns), q = values.subarray(row * columns, (row + 1) * columns);
    if (actOrder) for (let g = 0; g < groups; g++) search(g, target);
    for (let k = 0; k < columns; k++) work[k] = target[order[k]!]!;
    for (let k = 0; k < columns; k++) {
      const column = order[k]!, g = Math.floor(column / group);
      if (!actOrder && column % group === 0) search(g, work);
      const scale = rowScales[g]!, error = (work[k]! - (q[column] = nearest(work[k]!, scale, levels)) * scale) / u[k * columns + k]!;
      for (let j = k + 1; j < columns; j++) work[j]! -= error * u[k * columns + j]!;
    }
    better(target, q, rowScales, { hessian, columns, group, levels, order });
    for (let g = 0; g < groups; g++) scales[row * groups + g] = halfOfFloat(rowScales[g]!);
  }
  return { kind: 'quantized', rows, columns, bits, group, values, scales };
}

interface Problem { readonly hessian: Float64Array; readonly columns: number; readonly group: number; readonly levels: Levels; readonly order: readonly number[] }

/** Lessens e H eᵀ, with e = target - q * scales, by one scale and one integer at a time. */
function better(target: Float32Array | Float64Array, q: Int8Array, scales: Float64Array, problem: Problem): void {
  const { hessian, columns, group, levels, order } = problem, slope = new Float64Array(columns), product = new Float64Array(columns);
  const step = (column: number, difference: number, into: Float64Array): void => {
    const row = column * columns;
    for (let j = 0; j < columns; j++) into[j]! += difference * hessian[row + j]!;
  };
  for (let i = 0; i < columns; i++) step(i, target[i]! - q[i]! * scales[Math.floor(i / group)]!, slope);
  for (let round = 0, changes = 1; round < rounds && changes > 0; round++) {
    changes = 0;
    for (let g = 0; g < scales.length; g++) {
      let curvature = 0, gain = 0;
      product.fill(0);
      for (let i = g * group; i < Math.min((g + 1) * group, columns); i++) if (q[i] !== 0) step(i, q[i]!, product);
      for (let i = g * group; i < Math.min((g + 1) * group, columns); i++) {
        curvature += q[i]! * product[i]!;
        gain += q[i]! * slope[i]!;
      }
      if (!(curvature > 0)) continue;
      const scale = floatOfHalf(halfOfFloat(scales[g]! + gain / curvature)), difference = scale - scales[g]!;
      // Rounding to binary16 may undo what was gained.
      if (difference === 0 || difference * (difference * curvature - 2 * gain) >= 0) continue;
      scales[g] = scale;
      for (let j = 0; j < columns; j++) slope[j]! -= difference * product[j]!;
      changes++;
    }
    for (const i of order) {
      const scale = scales[Math.floor(i / group)]!, level = nearest(q[i]! * scale + slope[i]! / hessian[i * columns + i]!, scale, levels);
      if (level === q[i]) continue;
      step(i, -(level - q[i]!) * scale, slope);
      q[i] = level;
      changes++;
    }
  }
}
