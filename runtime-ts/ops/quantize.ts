/** QUANTIZE: float32 to integers, or integers from one scale to another (micro/kernels/quantize_common.cc). */
import { elementCount, type Element, type Op, type Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, roundHalfAway, toMultiplier, type QuantizedElement } from '../numerics/fixed_point.js';
import type { Answer } from './unary.js';

/** From and to which types TFLM's kernel goes. */
const conversions: Readonly<Partial<Record<Element, readonly QuantizedElement[]>>> = {
  f32: ['i8', 'i16'], i32: ['i8', 'i16'], i16: ['i8', 'i16', 'i32'], i8: ['i8', 'u8', 'i16', 'i32'], u8: ['i8'],
};

export function quantizeRange(o: Operands<null>): readonly [number, number] {
  return rangeOf(o.output(0).type.element as QuantizedElement);
}

/** Integers: from the input's scale to the output's. */
export function requantization(o: Operands<null>) {
  const x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  return { inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint, multiplier: toMultiplier(x.scale / y.scale), range: quantizeRange(o) };
}

/** One element. NaN, and what would leave int32, are undefined in TFLM: here they saturate, NaN downwards. */
export function quantizeAnswer(o: Operands<null>): Answer {
  if (o.input(0).type.element === 'f32') {
    const { scale, zeroPoint } = o.perTensor(o.output(0)), [low, high] = quantizeRange(o);
    return (x) => {
      const value = roundHalfAway(Math.fround(x / scale)) + zeroPoint;
      return value >= low ? Math.min(value, high) : low;
    };
  }
  const q = requantization(o);
  return (x) => clamp(requantize((x + q.inputOffset) | 0, q.multiplier) + q.outputOffset, ...q.range);
}

export const quantize: Op<null> = {
  name: 'quantize',
  pointwise: true,

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0);
    const to = conversions[input.type.element];
    o.require(to?.some((element) => element === output.type.element) ?? false, `a conversion that TFLM has; ${input.type.element} to ${output.type.element} is none`);
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
    o.perTensor(output);
    if (input.type.element !== 'f32') o.perTensor(input);
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0)), answer = quantizeAnswer(o);
    for (let at = 0; at < y.length; at++) y[at] = answer(Number(x[at]!));
  },
};
