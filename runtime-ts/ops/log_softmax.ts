/** LOG_SOFTMAX over the last dimension: x - log(sum of exp(x)); int8 in gemmlowp's fixed point (micro/kernels/log_softmax.cc, reference/log_softmax.h). */
import { elementCount, type Op, type Operands, type Tensors } from '../ir/graph.js';
import { clamp, FLOAT32_MAX, INT32_MIN, requantize, roundingDivideByPowerOfTwo, toMultiplier } from '../numerics/fixed_point.js';
import { exp, log } from '../numerics/float32.js';
import { expOnNegativeValues, fixedLog } from '../numerics/gemmlowp.js';

/** Integer bits of scaled differences, of sums of exponentials, and of the result. */
const differenceBits = 5, sumBits = 12, outputBits = 4;

/** The multiplier of differences, what undoes it, and the smallest difference whose exponential counts (PreprocessLogSoftmaxScalingExp). */
export function logSoftmaxQuantization(o: Operands<null>) {
  const multiplier = toMultiplier(Math.min(o.perTensor(o.input(0)).scale * 2 ** (31 - differenceBits), 2 ** 31 - 1));
  const smallest = -Math.floor(((2 ** differenceBits - 1) * 2 ** (31 - differenceBits)) / 2 ** multiplier.shift);
  return { multiplier, reverse: toMultiplier(2 ** (31 - multiplier.shift) / multiplier.mantissa), smallest };
}

export const logSoftmax: Op<null> = {
  name: 'log_softmax',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0), { element, shape } = input.type;
    o.require(['i8', 'f32'].includes(element), `an input of type i8 or f32; it is ${element}`);
    o.require(output.type.element === element, 'an output of the type of its input');
    o.require(shape.join() === output.type.shape.join() && elementCount(shape) > 0, 'an output of the shape of its input');
    if (element === 'f32') return;
    const { scale, zeroPoint } = o.perTensor(output);
    o.require(scale === 1 / 16 && zeroPoint === 127, 'an output scale of 1/16 and zero point of 127');
    o.require(o.perTensor(input).scale * 2 ** (31 - differenceBits) > 2, 'an input scale above 2^-25');
  },

  evaluate(o, data) {
    if (o.input(0).type.element === 'f32') return evaluateFloat(o, data);
    const x = data.i8(o.input(0)), y = data.i8(o.output(0)), depth = o.input(0).type.shape.at(-1) ?? 1, q = logSoftmaxQuantization(o);
    for (let row = 0; row < x.length; row += depth) {
      const values = x.subarray(row, row + depth), largest = values.reduce((a, b) => Math.max(a, b), -128);
      const differences = Array.from(values, (value) => value - largest);
      const sum = differences.filter((difference) => difference >= q.smallest).reduce((total, difference) =>
        (total + roundingDivideByPowerOfTwo(expOnNegativeValues(requantize(difference, q.multiplier), differenceBits), sumBits)) | 0, 0);
      const logOfSum = fixedLog(sum, sumBits, differenceBits);
      // Differences that would leave the fixed point's range give the lowest result.
      const limit = Math.max(q.smallest - 1, requantize((logOfSum + INT32_MIN) | 0, q.reverse));
      differences.forEach((difference, at) => {
        const scaled = (requantize(difference, q.multiplier) - logOfSum) | 0;
        y[row + at] = difference > limit ? clamp(roundingDivideByPowerOfTwo(scaled, 31 - differenceBits - outputBits) + 127, -128, 127) : -128;
      });
    }
  },
};

function evaluateFloat(o: Operands<null>, data: Tensors): void {
  const f = Math.fround, x = data.f32(o.input(0)), y = data.f32(o.output(0)), depth = o.input(0).type.shape.at(-1) ?? 1;
  for (let row = 0; row < x.length; row += depth) {
    const values = x.subarray(row, row + depth), largest = values.reduce((a, b) => (b > a ? b : a), -FLOAT32_MAX);
    const logOfSum = log(values.reduce((sum, value) => f(sum + exp(f(value - largest))), 0));
    values.forEach((value, at) => { y[row + at] = f(f(value - largest) - logOfSum); });
  }
}
