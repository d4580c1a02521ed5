/** SOFTMAX over the last dimension: exp(beta * x) / sum. */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { clamp, doublingHighMultiply, requantize, roundingDivideByPowerOfTwo, toMultiplier } from '../numerics/fixed_point.js';
import { expOnNegativeValues, reciprocal } from '../numerics/gemmlowp.js';

export interface SoftmaxAttrs { readonly beta: number }

/** Integer bits of the scaled differences and of the sum (softmax.h, kScaledDiffIntegerBits and kAccumulationIntegerBits). */
const differenceBits = 5, sumBits = 12;

/** CalculateSoftmaxParams (micro/kernels/softmax_common.cc): the differences' multiplier, and the smallest that still counts. */
export function softmaxQuantization(o: Operands<SoftmaxAttrs>) {
  const real = Math.min(o.attrs.beta * o.perTensor(o.input(0)).scale * 2 ** (31 - differenceBits), 2 ** 31 - 1);
  const multiplier = toMultiplier(real);
  const smallest = -Math.floor(((2 ** differenceBits - 1) * 2 ** (31 - differenceBits)) / 2 ** multiplier.shift);
  return { multiplier, smallest };
}

/** exp of a difference of 0, -1, -2... steps from the largest, 31 fraction bits; what is not in the list is 0. */
export function softmaxExps(o: Operands<SoftmaxAttrs>): readonly number[] {
  const { multiplier, smallest } = softmaxQuantization(o);
  const exps = Array.from({ length: Math.min(256, 1 - smallest) }, (_, step) => expOnNegativeValues(requantize(-step, multiplier), differenceBits));
  return exps.slice(0, exps.findLastIndex((exp) => exp !== 0) + 1);
}

export const softmax: Op<SoftmaxAttrs> = {
  name: 'softmax',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0);
    o.require(input.type.element === 'i8' && output.type.element === 'i8', 'int8 input and output');
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the shape of its input');
    const y = o.perTensor(output);
    o.require(y.scale === 1 / 256 && y.zeroPoint === -128, 'an output of scale 1/256 and zero point -128');
    o.perTensor(input);
  },

  evaluate(o, data) {
    const x = data.i8(o.input(0)), y = data.i8(o.output(0)), exps = softmaxExps(o);
    const depth = o.input(0).type.shape.at(-1) ?? 1;
    for (let row = 0; row < x.length; row += depth) {
      const values = x.subarray(row, row + depth), largest = values.reduce((a, b) => Math.max(a, b), -128);
      const rowExps = Array.from(values, (value) => exps[largest - value] ?? 0);
      const sum = rowExps.reduce((total, exp) => (total + roundingDivideByPowerOfTwo(exp, sumBits)) | 0, 0);
      const { mantissa, shift } = reciprocal(sum, sumBits);
      rowExps.forEach((exp, at) => {
        const share = roundingDivideByPowerOfTwo(doublingHighMultiply(mantissa, exp), shift + 31 - 8);
        y[row + at] = clamp(share - 128, -128, 127);
      });
    }
  },
};
