/** ADD of int8 tensors of the same shape: both operands are brought to a common scale with 20 bits of headroom. */
import type { Op, Operands } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';

export interface AddAttrs { readonly activation: Activation }

/** tensorflow/lite/micro/kernels/add_common.cc, CalculateOpDataAdd. */
const leftShift = 20;

/** Offsets and the multipliers of both operands and of the sum. */
export function addQuantization(o: Operands<AddAttrs>) {
  const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
  const common = 2 * Math.max(a.scale, b.scale);
  return {
    leftOffset: -a.zeroPoint, rightOffset: -b.zeroPoint, outputOffset: y.zeroPoint,
    left: toMultiplier(a.scale / common), right: toMultiplier(b.scale / common), result: toMultiplier(common / (2 ** leftShift * y.scale)),
    range: activationRange(o.attrs.activation, 'i8', y.scale, y.zeroPoint),
  };
}

export const add: Op<AddAttrs> = {
  name: 'add',

  check(o) {
    const values = [o.input(0, 'left operand'), o.input(1, 'right operand'), o.output(0)];
    o.require(values.every((value) => value.type.element === 'i8'), 'int8 operands and output');
    const shapes = values.map((value) => value.type.shape.join(','));
    o.require(shapes.every((shape) => shape === shapes[0]), 'operands and an output of one shape');
    values.forEach((value) => o.perTensor(value));
  },

  evaluate(o, data) {
    const q = addQuantization(o);
    const left = data.i8(o.input(0)), right = data.i8(o.input(1)), out = data.i8(o.output(0));
    for (let at = 0; at < out.length; at++) {
      const sum = requantize((left[at]! + q.leftOffset) * 2 ** leftShift, q.left) + requantize((right[at]! + q.rightOffset) * 2 ** leftShift, q.right);
      out[at] = clamp(requantize(sum, q.result) + q.outputOffset, ...q.range);
    }
  },
};
