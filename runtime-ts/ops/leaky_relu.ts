/** LEAKY_RELU: x, or alpha * x where x is negative (micro/kernels/leaky_relu_common.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineUnary, type Answer } from './unary.js';

export interface LeakyReluAttrs { readonly alpha: number }

/** The multipliers are computed in single precision. A negative alpha is a multiplier of its size and a minus sign: so TFLM rounds halves. */
export function leakyReluQuantization(o: Operands<LeakyReluAttrs>) {
  const f = Math.fround, x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  return {
    inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint, range: rangeOf(o.input(0).type.element === 'i16' ? 'i16' : 'i8'),
    positive: toMultiplier(f(x.scale / y.scale)), negative: toMultiplier(Math.abs(f(f(x.scale * o.attrs.alpha) / y.scale))), negativeSign: o.attrs.alpha < 0 ? -1 : 1,
  };
}

function integer(o: Operands<LeakyReluAttrs>): Answer {
  const q = leakyReluQuantization(o);
  return (x) => {
    const value = x + q.inputOffset;
    return clamp((value >= 0 ? requantize(value, q.positive) : q.negativeSign * requantize(value, q.negative)) + q.outputOffset, ...q.range);
  };
}

export const leakyRelu = defineUnary<LeakyReluAttrs>({
  name: 'leaky_relu',
  types: { i8: integer, i16: integer, f32: (o) => (x) => (x > 0 ? x : Math.fround(x * o.attrs.alpha)) },
});
