/** ADD_N: the sum of operands of one shape, and for int8 of one scale (micro/kernels/add_n.cc, reference/add_n.h). */
import type { Op, Operands } from '../ir/graph.js';
import { clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';

/** Bits that TFLM keeps behind the point of each operand: it scales by 2^20 and halves. */
export const addNHeadroom = 19;

/** The sum begins with the offset once more than there are operands, as in TFLM. */
export function addNQuantization(o: Operands<null>) {
  const x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  return { sumOffset: -x.zeroPoint * (o.inputCount + 1), outputOffset: y.zeroPoint, multiplier: toMultiplier((2 * x.scale) / (2 ** 20 * y.scale)) };
}

export const addN: Op<null> = {
  name: 'add_n',

  check(o) {
    const output = o.output(0), values = Array.from({ length: o.inputCount }, (_, index) => o.input(index)), { element, shape } = output.type;
    o.require(values.length >= 2, 'two operands or more');
    o.require(['i8', 'f32'].includes(element), `int8 or float32; the output is ${element}`);
    o.require(values.every(({ type }) => type.element === element), 'operands of the output\'s type');
    o.require(values.every(({ type }) => type.shape.join() === shape.join()), 'operands of the output\'s shape');
    if (element === 'f32') return;
    const first = o.perTensor(o.input(0));
    o.require(values.every((value) => o.perTensor(value).scale === first.scale && o.perTensor(value).zeroPoint === first.zeroPoint), 'operands of one scale and zero point');
    o.require((2 * first.scale) / (2 ** 20 * o.perTensor(output).scale) < 1, 'an output scale above 2^-19 of the operands\'');
  },

  evaluate(o, data) {
    const values = Array.from({ length: o.inputCount }, (_, index) => data.read(o.input(index))), y = data.write(o.output(0));
    if (y instanceof Float32Array) {
      y.forEach((_, at) => { y[at] = values.reduce((sum, x) => Math.fround(sum + Number(x[at]!)), 0); });
      return;
    }
    const q = addNQuantization(o);
    for (let at = 0; at < y.length; at++) {
      const sum = values.reduce((total, x) => total + Number(x[at]!), q.sumOffset);
      y[at] = clamp(requantize((sum * 2 ** addNHeadroom) | 0, q.multiplier) + q.outputOffset, -128, 127);
    }
  },
};
