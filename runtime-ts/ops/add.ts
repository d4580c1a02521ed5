/** ADD: int8 and int16 operands are brought to a common scale with headroom, then added (micro/kernels/add_common.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineArithmetic, quantizedRange, type ArithmeticAttrs, type Combine } from './arithmetic.js';

/**
 * Offsets, headroom and the multipliers of both operands and of the result. ADD divides scales in double precision, SUB in
 * single (micro/kernels/sub_common.cc): the last bit of a multiplier may differ.
 */
export function addQuantization(o: Operands<ArithmeticAttrs>, sign: 1 | -1) {
  const divide = (a: number, b: number): number => (sign === 1 ? a / b : Math.fround(a / b));
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  const common = 2 * Math.max(a.scale, b.scale), headroom = headroomOf(o.output(0).type.element === 'i16' ? 'i16' : 'i8');
  return {
    headroom, leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint,
    left: toMultiplier(divide(a.scale, common)), right: toMultiplier(divide(b.scale, common)),
    result: toMultiplier(divide(common, 2 ** headroom * y.scale)), range: quantizedRange(o),
  };
}

/** What ADD and SUB refuse beside types and shapes (micro/kernels/add_common.cc, sub_common.cc). */
export function checkAdd(o: Operands<ArithmeticAttrs>, sign: 1 | -1): void {
  const values = [o.input(0), o.input(1), o.output(0)], { element } = o.output(0).type;
  // ADD does not look at the output's.
  if (element === 'i32') o.require((sign === 1 ? values.slice(0, 2) : values).every(({ type }) => type.quantization === undefined), 'int32 without scale and zero point');
  if (element !== 'i8' && element !== 'i16') return;
  // QuantizeMultiplierSmallerThanOneExp (quantization_util.cc) stops the program otherwise.
  const [a = 1, b = 1, y = 1] = values.map((value) => o.perTensor(value).scale), quotient = (2 * Math.max(a, b)) / (2 ** headroomOf(element) * y);
  o.require((sign === 1 ? quotient : Math.fround(quotient)) < 1, `an output scale above the larger input's divided by ${2 ** (headroomOf(element) - 1)}`);
}

/** Bits that operands are shifted to the left before they are scaled. */
function headroomOf(element: 'i8' | 'i16'): number {
  return element === 'i16' ? 15 : 20;
}

/** The quantized sum, or with sign -1 the difference. */
export function addCombine(o: Operands<ArithmeticAttrs>, sign: 1 | -1): Combine {
  const q = addQuantization(o, sign), unit = 2 ** q.headroom;
  return (left, right) => {
    const sum = requantize((left + q.leftOffset) * unit, q.left) + sign * requantize((right + q.rightOffset) * unit, q.right);
    return clamp(requantize(sum, q.result) + q.outputOffset, ...q.range);
  };
}

export const add = defineArithmetic({
  name: 'add',
  check: (o) => checkAdd(o, 1),
  quantized: (o) => addCombine(o, 1),
  float: (left, right) => Math.fround(left + right),
  int32: (left, right) => (left + right) | 0,
});
