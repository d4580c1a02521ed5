/** PRELU: x, or alpha * x where x is negative, alpha an operand that broadcasts (micro/kernels/prelu_common.cc, reference/prelu.h). */
import type { Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineBinary, type Answer2 } from './binary.js';

export function preluQuantization(o: Operands<null>) {
  const x = o.perTensor(o.input(0)), alpha = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  return {
    inputOffset: -x.zeroPoint, alphaOffset: -alpha.zeroPoint, outputOffset: y.zeroPoint, range: rangeOf(o.output(0).type.element === 'i16' ? 'i16' : 'i8'),
    positive: toMultiplier(x.scale / y.scale), negative: toMultiplier((x.scale * alpha.scale) / y.scale),
  };
}

function quantized(o: Operands<null>): Answer2 {
  const q = preluQuantization(o);
  return (x, alpha) => {
    const value = x + q.inputOffset;
    const scaled = value >= 0 ? requantize(value, q.positive) : requantize(value * (alpha + q.alphaOffset), q.negative);
    return clamp(scaled + q.outputOffset, ...q.range);
  };
}

export const prelu = defineBinary<null>({
  name: 'prelu',
  right: (left) => (left === 'i16' ? 'i8' : left),
  check(o) {
    if (o.input(0).type.element !== 'f32') preluQuantization(o);
  },
  types: { i8: quantized, i16: quantized, f32: () => (x, alpha) => (x >= 0 ? x : Math.fround(x * alpha)) },
});
