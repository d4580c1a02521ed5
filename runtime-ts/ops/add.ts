/** ADD of int8 tensors of the same shape: both operands are brought to a common scale with 20 bits of headroom. */
import type { Op } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';

export interface AddAttrs { readonly activation: Activation }

/** tensorflow/lite/micro/kernels/add_common.cc, CalculateOpDataAdd. */
const leftShift = 20;

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
    const a = o.perTensor(o.input(0)), b = o.perTensor(o.input(1)), y = o.perTensor(o.output(0));
    const common = 2 * Math.max(a.scale, b.scale);
    const left = toMultiplier(a.scale / common), right = toMultiplier(b.scale / common);
    const result = toMultiplier(common / (2 ** leftShift * y.scale));
    const range = activationRange(o.attrs.activation, 'i8', y.scale, y.zeroPoint);
    const x0 = data.i8(o.input(0)), x1 = data.i8(o.input(1)), out = data.i8(o.output(0));
    for (let at = 0; at < out.length; at++) {
      const sum = requantize((x0[at]! - a.zeroPoint) * 2 ** leftShift, left) + requantize((x1[at]! - b.zeroPoint) * 2 ** leftShift, right);
      out[at] = clamp(requantize(sum, result) + y.zeroPoint, ...range);
    }
  },
};
