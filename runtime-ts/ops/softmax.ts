/** SOFTMAX over the last dimension: exp(beta * x) / sum. */
import { elementCount, type Op, type Operands, type Tensors } from '../ir/graph.js';
import { clamp, doublingHighMultiply, FLOAT32_MAX, rangeOf, requantize, roundingDivideByPowerOfTwo, toMultiplier } from '../numerics/fixed_point.js';
import { exp as floatExp } from '../numerics/float32.js';
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
    const input = o.input(0, 'input'), output = o.output(0), types = `${input.type.element} -> ${output.type.element}`;
    o.require(['i8 -> i8', 'i8 -> i16', 'f32 -> f32'].includes(types), `int8 with an int8 or int16 output, or float32; it has ${types}`);
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
    if (input.type.element === 'f32') return;
    o.perTensor(input);
    const { zeroPoint } = o.perTensor(output), low = output.type.element === 'i8' ? -128 : -32768;
    o.require(zeroPoint === low, `an output zero point of ${low}`);
  },

  evaluate(o, data) {
    if (o.input(0).type.element === 'f32') return evaluateFloat(o, data);
    const x = data.i8(o.input(0)), y = data.write(o.output(0)), exps = softmaxExps(o);
    const depth = o.input(0).type.shape.at(-1) ?? 1, bits = y.BYTES_PER_ELEMENT * 8, range = rangeOf(bits === 8 ? 'i8' : 'i16');
    for (let row = 0; row < x.length; row += depth) {
      const values = x.subarray(row, row + depth), largest = values.reduce((a, b) => Math.max(a, b), -128);
      const rowExps = Array.from(values, (value) => exps[largest - value] ?? 0);
      const sum = rowExps.reduce((total, exp) => (total + roundingDivideByPowerOfTwo(exp, sumBits)) | 0, 0);
      const { mantissa, shift } = reciprocal(sum, sumBits);
      rowExps.forEach((exp, at) => {
        const share = roundingDivideByPowerOfTwo(doublingHighMultiply(mantissa, exp), shift + 31 - bits);
        y[row + at] = clamp(share + range[0], ...range);
      });
    }
  },
};

function evaluateFloat(o: Operands<SoftmaxAttrs>, data: Tensors): void {
  const f = Math.fround, x = data.f32(o.input(0)), y = data.f32(o.output(0)), depth = o.input(0).type.shape.at(-1) ?? 1;
  for (let row = 0; row < x.length; row += depth) {
    let largest = -FLOAT32_MAX, sum = 0;
    for (let at = row; at < row + depth; at++) largest = x[at]! > largest ? x[at]! : largest;
    for (let at = row; at < row + depth; at++) {
      y[at] = floatExp(f(f(x[at]! - largest) * o.attrs.beta));
      sum = f(sum + y[at]!);
    }
    for (let at = row; at < row + depth; at++) y[at] = y[at]! / sum;
  }
}
