import type { Operands } from '../../runtime-ts/ir/graph.js';
import { addCombine, addQuantization } from '../../runtime-ts/ops/add.js';
import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { broadcastCall, takes, unrepeatedOperands } from './arithmetic_kernels.js';
import type { Feature, Kernel } from './op_slice.js';

/** (left * l + right * r + constant) >> shift, clamped. */
export interface LinearSum {
  readonly left: number;
  readonly right: number;
  readonly constant: number;
  readonly shift: number;
}

/** Of int8 numbers. */
const lowest = -128, numbers = 256;

/**
 * One multiplication an operand instead of three roundings: exact because the constant is chosen so that all 65536 pairs of operands give what
 * `combine` gives. There may be none: sums that come close to a half leave it little room.
 */
export function linearSum(combine: (left: number, right: number) => number, leftScale: number, rightScale: number, [low, high]: readonly [number, number]): LinearSum | undefined {
  const sums = new Int16Array(numbers * numbers);
  for (let l = 0; l < numbers; l++) for (let r = 0; r < numbers; r++) sums[l * numbers + r] = combine(l + lowest, r + lowest);
  // The most bits with which a sum fits, and the nearest numbers first.
  const most = Math.min(30, Math.floor(Math.log2(2 ** 31 / (128 * (Math.abs(leftScale) + Math.abs(rightScale))))));
  for (let shift = most; shift >= Math.max(1, most - 2); shift--) for (const away of [0, 1, -1]) for (const off of [0, 1, -1]) {
    const left = Math.round(leftScale * 2 ** shift) + away, right = Math.round(rightScale * 2 ** shift) + off;
    const constant = constantFor(sums, left, right, shift, low, high);
    if (constant !== undefined && 128 * (Math.abs(left) + Math.abs(right)) + Math.abs(constant) < 2 ** 31) return { left, right, constant, shift };
  }
  return undefined;
}

/** The constant in the middle of those with which every sum comes out right. */
function constantFor(sums: Int16Array, left: number, right: number, shift: number, low: number, high: number): number | undefined {
  const unit = 2 ** shift;
  let least = -(2 ** 31), most = 2 ** 31;
  for (let l = 0; l < numbers; l++) for (let r = 0; r < numbers; r++) {
    const sum = sums[l * numbers + r] ?? 0, scaled = left * (l + lowest) + right * (r + lowest);
    // What is clamped may lie anywhere beyond.
    if (sum > low) least = Math.max(least, sum * unit - scaled);
    if (sum < high) most = Math.min(most, (sum + 1) * unit - 1 - scaled);
    if (least > most) return undefined;
  }
  return Math.floor((least + most) / 2);
}

const known = new WeakMap<object, { readonly sum: LinearSum | undefined }>();

/** The sum of an int8 ADD (sign 1) or SUB (sign -1), if there is one. */
export function linearSumOf(o: Operands<ArithmeticAttrs>, sign: 1 | -1): LinearSum | undefined {
  const output = o.output(0), found = known.get(output);
  if (found !== undefined) return found.sum;
  const [left, right, result] = [o.input(0), o.input(1), output].map((value) => o.perTensor(value).scale);
  const sum = linearSum(addCombine(o, sign), (left ?? 1) / (result ?? 1), (sign * (right ?? 1)) / (result ?? 1), addQuantization(o, sign).range);
  known.set(output, { sum });
  return sum;
}

function linearKernel(sign: 1 | -1, symbol: string, needs: readonly Feature[]): Kernel<ArithmeticAttrs> {
  return {
    symbol, needs,
    inline: true,
    inPlace: unrepeatedOperands,
    accepts(o) {
      const verdict = takes<ArithmeticAttrs>('i8')(o);
      if (verdict !== true) return verdict;
      return linearSumOf(o, sign) === undefined ? 'no constant makes one multiplication an operand exact' : true;
    },
    call(o) {
      const sum = linearSumOf(o, sign), [low, high] = addQuantization(o, sign).range;
      if (sum === undefined) throw new Error('accepts() was not asked');
      return broadcastCall(o, { left_multiplier: sum.left, right_multiplier: sum.right, constant: sum.constant, shift: sum.shift, activation_min: low, activation_max: high });
    },
  };
}

/** int8 ADD (sign 1) and SUB (sign -1) where one rounding is exact. */
export function linearKernels(sign: 1 | -1): readonly Kernel<ArithmeticAttrs>[] {
  return [linearKernel(sign, 'bn_add_linear_s8_mve', ['mve']), linearKernel(sign, 'bn_add_linear_s8', [])];
}
