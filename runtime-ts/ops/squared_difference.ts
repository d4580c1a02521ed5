/** SQUARED_DIFFERENCE: quantized operands are brought to a common scale as in ADD (micro/kernels/squared_difference.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineBinary, type Answer2 } from './binary.js';

export function squaredDifferenceQuantization(o: Operands<null>) {
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0)), wide = o.output(0).type.element === 'i16';
  const common = 2 * Math.max(a.scale, b.scale), headroom = wide ? 0 : 7;
  return {
    headroom, leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint, range: rangeOf(wide ? 'i16' : 'i8'),
    left: toMultiplier(a.scale / common), right: toMultiplier(b.scale / common), result: toMultiplier((common * common) / (2 ** (2 * headroom) * y.scale)),
  };
}

function quantized(o: Operands<null>): Answer2 {
  const q = squaredDifferenceQuantization(o), unit = 2 ** q.headroom;
  return (left, right) => {
    const difference = requantize((left + q.leftOffset) * unit, q.left) - requantize((right + q.rightOffset) * unit, q.right);
    return clamp(requantize(Math.imul(difference, difference), q.result) + q.outputOffset, ...q.range);
  };
}

export const squaredDifference = defineBinary<null>({
  name: 'squared_difference',
  check(o) {
    const { element } = o.input(0).type, values = [o.input(0), o.input(1), o.output(0)];
    if (element === 'i16') o.require(values.every((value) => o.perTensor(value).zeroPoint === 0), 'zero points of 0');
    if (element === 'i8') values.forEach((value) => o.perTensor(value));
  },
  types: {
    i8: quantized, i16: quantized,
    // Both operations wrap around.
    i32: () => (left, right) => Math.imul(left - right, left - right),
    f32: () => (left, right) => {
      const difference = Math.fround(left - right);
      return Math.fround(difference * difference);
    },
  },
});
