/** DIV: int8 by a fixed-point reciprocal of the divisor (micro/kernels/div.cc, reference/div.h). */
import type { Operands } from '../ir/graph.js';
import { activationRangeFloat, clamp, doublingHighMultiply, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { reciprocal } from '../numerics/gemmlowp.js';
import { int32Range, quantizedRange, type ArithmeticAttrs } from './arithmetic.js';
import { defineBinary, type Answer2 } from './binary.js';

export function divQuantization(o: Operands<ArithmeticAttrs>) {
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  return {
    leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint,
    result: toMultiplier(a.scale / (b.scale * y.scale)), range: quantizedRange(o),
  };
}

/** Sign bits in front of the first that counts. */
function headroomOf(x: number): number {
  return Math.clz32(x < 0 ? 2 * -x - 1 : x) - (x < 0 ? 0 : 1);
}

/**
 * TFLM leaves division by zero undefined: here the result saturates, and 0 / 0 is the zero point. Its last shift may be by
 * more than 31 bits, which C leaves undefined, too; this is what Cortex-M answers, and for 0 every processor.
 */
function quantized(o: Operands<ArithmeticAttrs>): Answer2 {
  const q = divQuantization(o), [low, high] = q.range;
  return (left, right) => {
    const sign = right + q.rightOffset < 0 ? -1 : 1, a = sign * (left + q.leftOffset), b = sign * (right + q.rightOffset);
    if (b === 0) return a === 0 ? clamp(q.outputOffset, low, high) : a > 0 ? high : low;
    const inverse = reciprocal(b, 31), headroom = headroomOf(a);
    const quotient = doublingHighMultiply(a * 2 ** headroom, inverse.mantissa), shift = q.result.shift - inverse.shift - headroom;
    const scaled = shift < -31 ? (quotient < 0 ? -1 : 1) : requantize(quotient, { mantissa: q.result.mantissa, shift });
    return clamp(scaled + q.outputOffset, low, high);
  };
}

/** Towards zero; division by zero gives 0 as on Cortex-M, and -2^31 / -1 wraps around. */
function quotient32(left: number, right: number): number {
  return right === 0 ? 0 : (left / right) | 0;
}

export const div = defineBinary<ArithmeticAttrs>({
  name: 'div',
  check(o) {
    const { element } = o.input(0).type;
    if (element === 'i8') o.require(divQuantization(o).result.shift <= 22, 'scales whose quotient is below 2^22');
    if (element === 'i32') o.require([0, 1].every((index) => o.input(index).type.quantization === undefined), 'int32 operands without scales');
  },
  types: {
    i8: quantized,
    i32: (o) => {
      const [low, high] = int32Range('div', o.attrs.activation);
      return (left, right) => clamp(quotient32(left, right), low, high);
    },
    f32: (o) => {
      const [low, high] = activationRangeFloat(o.attrs.activation);
      return (left, right) => clamp(Math.fround(left / right), low, high);
    },
  },
});
