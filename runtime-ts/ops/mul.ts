/** MUL: quantized operands are multiplied as integers and scaled once (micro/kernels/mul_common.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineArithmetic, quantizedRange, type ArithmeticAttrs } from './arithmetic.js';

export function mulQuantization(o: Operands<ArithmeticAttrs>) {
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  return {
    leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint,
    result: toMultiplier((a.scale * b.scale) / y.scale), range: quantizedRange(o),
  };
}

export const mul = defineArithmetic({
  name: 'mul',
  check(o) {
    if (o.output(0).type.element === 'i16') o.require([o.input(0), o.input(1), o.output(0)].every((value) => o.perTensor(value).zeroPoint === 0), 'int16 zero points of 0');
  },
  quantized(o) {
    const q = mulQuantization(o);
    return (left, right) => clamp(requantize(Math.imul(left + q.leftOffset, right + q.rightOffset), q.result) + q.outputOffset, ...q.range);
  },
  float: (left, right) => Math.fround(left * right),
  int32: (left, right) => Math.imul(left, right),
});
