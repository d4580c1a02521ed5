/** L2_NORMALIZATION: rows divided by their length; int8 gives steps of 1/128 (micro/kernels/l2norm.cc, integer_ops/l2normalization.h). */
import { elementCount, type Op } from '../ir/graph.js';
import { clamp, requantize } from '../numerics/fixed_point.js';
import { sqrt } from '../numerics/float32.js';
import { inverseSqrt } from '../numerics/gemmlowp.js';

/** Of a length below, the rows of floats are divided by this. */
export const l2NormEpsilon = Math.fround(1e-6);

/** Bits behind the point of int8 results. */
const fractionBits = 7;

export const l2Normalization: Op<null> = {
  name: 'l2_normalization',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0), { element, shape } = input.type;
    o.require(['i8', 'f32'].includes(element), `an input of type i8 or f32; it is ${element}`);
    o.require(output.type.element === element, 'an output of the type of its input');
    o.require(shape.length >= 1 && shape.length <= 4, 'one to four dimensions');
    o.require(elementCount(shape) === elementCount(output.type.shape) && shape.at(-1) === output.type.shape.at(-1), 'an output of the shape of its input');
    if (element === 'i8') o.perTensor(input);
  },

  evaluate(o, data) {
    const f = Math.fround, x = data.read(o.input(0)), y = data.write(o.output(0)), depth = o.input(0).type.shape.at(-1) ?? 1;
    const float = x instanceof Float32Array, zeroPoint = float ? 0 : o.perTensor(o.input(0)).zeroPoint;
    for (let row = 0; row < x.length; row += depth) {
      const values = Array.from<number | bigint, number>(x.subarray(row, row + depth), (value) => Number(value) - zeroPoint);
      if (float) {
        const length = sqrt(values.reduce((sum, value) => f(sum + f(value * value)), 0)), divisor = length < l2NormEpsilon ? l2NormEpsilon : length;
        values.forEach((value, at) => { y[row + at] = f(value / divisor); });
      } else {
        const { mantissa, shift } = inverseSqrt(values.reduce((sum, value) => (sum + value * value) | 0, 0));
        values.forEach((value, at) => { y[row + at] = clamp(requantize(value, { mantissa, shift: shift + fractionBits }), -128, 127); });
      }
    }
  },
};
