/** SOFTMAX over the last dimension: exp(beta * x) / sum. */
import type { Op, Operands, Tensors, TypedArray } from '../ir/graph.js';
import { clamp, doublingHighMultiply, FLOAT32_MAX, rangeOf, requantize, roundingDivideByPowerOfTwo, toMultiplier, type Multiplier } from '../numerics/fixed_point.js';
import { exp as floatExp } from '../numerics/float32.js';
import { expOnNegativeValues, reciprocal } from '../numerics/gemmlowp.js';
import { int16TableOver, interpolate } from '../numerics/lookup_table.js';

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
  const quantization = softmaxQuantization(o), exps = Array.from({ length: 256 }, (_, step) => expOfSteps(step, quantization));
  return exps.slice(0, exps.findLastIndex((exp) => exp !== 0) + 1);
}

function expOfSteps(step: number, { multiplier, smallest }: ReturnType<typeof softmaxQuantization>): number {
  return -step < smallest ? 0 : expOnNegativeValues(requantize(-step, multiplier), differenceBits);
}

export const softmax: Op<SoftmaxAttrs> = {
  name: 'softmax',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0), types = `${input.type.element} -> ${output.type.element}`;
    o.require(['i8 -> i8', 'i8 -> i16', 'i16 -> i16', 'f32 -> f32'].includes(types), `int8 with an int8 or int16 output, int16, or float32; it has ${types}`);
    o.require(input.type.shape.length >= 1, 'at least one dimension');
    // Of two depths TFLM takes the smaller (MatchingDim, kernels/internal/types.h): no softmax of either shape.
    o.require(input.type.shape.join() === output.type.shape.join(), 'an output of the shape of its input');
    if (input.type.element === 'f32') return;
    const x = o.perTensor(input), y = o.perTensor(output), f = Math.fround;
    // The kernels take scale and zero point of the output for granted; TFLM lets the scale of int16 be 0.1 % off (softmax_common.cc).
    const steps = { 'i8 -> i8': 256, 'i8 -> i16': 65536, 'i16 -> i16': 32768 }[types] ?? 0, zeroPoint = input.type.element === 'i16' ? 0 : -steps / 2;
    o.require(y.zeroPoint === zeroPoint, `an output zero point of ${zeroPoint}`);
    o.require(input.type.element === 'i8' || x.zeroPoint === 0, 'an int16 input with a zero point of 0');
    o.require(output.type.element === 'i8' ? y.scale * steps === 1 : Math.abs(y.scale * steps - 1) <= f(0.001), `an output scale of 1/${steps}`);
    // QuantizeMultiplierGreaterThanOne stops the program otherwise.
    o.require(input.type.element === 'i16' || o.attrs.beta * x.scale * 2 ** (31 - differenceBits) > 1, 'a beta and an input scale whose product is above 2^-26');
  },

  evaluate(o, data) {
    if (o.input(0).type.element === 'f32') return evaluateFloat(o, data);
    if (o.input(0).type.element === 'i16') return evaluate16(o, data);
    softmaxOfBytes(o)(data.i8(o.input(0)), data.write(o.output(0)));
  },
};

/** SOFTMAX of int8, with exponentials computed once, when they are first needed: a function from input to output. */
export function softmaxOfBytes(o: Operands<SoftmaxAttrs>): (x: Int8Array, y: TypedArray) => void {
  const depth = o.input(0).type.shape.at(-1) ?? 1, bits = o.output(0).type.element === 'i8' ? 8 : 16, [low, high] = rangeOf(bits === 8 ? 'i8' : 'i16');
  const quantization = softmaxQuantization(o), exps = new Float64Array(256), parts = new Float64Array(256).fill(-1);
  const partOf = (step: number): number => {
    if (parts[step]! < 0) {
      exps[step] = expOfSteps(step, quantization);
      parts[step] = roundingDivideByPowerOfTwo(exps[step]!, sumBits);
    }
    return parts[step]!;
  };
  return (x, y) => {
    for (let row = 0; row < x.length; row += depth) {
      let largest = -128, sum = 0;
      for (let at = row; at < row + depth; at++) if (x[at]! > largest) largest = x[at]!;
      for (let at = row; at < row + depth; at++) sum = (sum + partOf(largest - x[at]!)) | 0;
      const { mantissa, shift } = reciprocal(sum, sumBits);
      for (let at = row; at < row + depth; at++) {
        const share = roundingDivideByPowerOfTwo(doublingHighMultiply(mantissa, exps[largest - x[at]!]!), shift + 31 - bits);
        y[at] = clamp(share + low, low, high);
      }
    }
  };
}

/** exp over -10 to 0 and 1 / (1 + x) over 0 to 1, both in 2^-15, for arguments from -32768 to 32767 (softmax_common.cc). */
export function softmaxTables(): { readonly exp: Int16Array; readonly reciprocal: Int16Array } {
  return { exp: int16TableOver(-10, 0, -1, 1, floatExp), reciprocal: int16TableOver(0, 1, -1, 1, (x) => Math.fround(1 / Math.fround(1 + x))) };
}

/** From differences to steps of 10 / 65535. */
export function softmaxMultiplier16(o: Operands<SoftmaxAttrs>): Multiplier {
  return toMultiplier((o.perTensor(o.input(0)).scale * o.attrs.beta) / (10 / 65535));
}

/** SoftmaxInt16 (reference/softmax.h): the reciprocal of the sum, brought to 1 to 2, is looked up like the exponentials. */
function evaluate16(o: Operands<SoftmaxAttrs>, data: Tensors): void {
  const x = data.i16(o.input(0)), y = data.i16(o.output(0)), depth = o.input(0).type.shape.at(-1) ?? 1, to16 = (value: number): number => clamp(value, -32768, 32767);
  const tables = softmaxTables(), multiplier = softmaxMultiplier16(o);
  for (let row = 0; row < x.length; row += depth) {
    const values = x.subarray(row, row + depth), largest = values.reduce((a, b) => Math.max(a, b), -32768);
    const exps = Array.from(values, (value) => interpolate(tables.exp, to16(requantize(value - largest, multiplier) + 32767)));
    const sum = exps.reduce((total, exp) => total + exp, 0), zeros = Math.clz32(sum);
    const shifted = Math.floor((sum * 2 ** (zeros - 1) + 2 ** 13) / 2 ** 14);
    const reciprocal = interpolate(tables.reciprocal, to16(shifted - 98304)), right = 31 - zeros;
    exps.forEach((exp, at) => { y[row + at] = clamp(Math.floor((exp * reciprocal + 2 ** (right - 1)) / 2 ** right), 0, 32767); });
  }
}

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
