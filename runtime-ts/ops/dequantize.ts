/** DEQUANTIZE: scale * (x - zero point), rounded once to float32 (reference/dequantize.h). */
import { elementCount, type Op } from '../ir/graph.js';

export const dequantize: Op<null> = {
  name: 'dequantize',
  pointwise: true,

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0);
    o.require(['i8', 'i16', 'u8'].includes(input.type.element) && output.type.element === 'f32', 'an int8, int16 or uint8 input and a float32 output');
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
    o.perTensor(input);
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.f32(o.output(0)), { scale, zeroPoint } = o.perTensor(o.input(0));
    for (let at = 0; at < y.length; at++) y[at] = scale * (Number(x[at]!) - zeroPoint);
  },
};
