/** RELU and RELU6 as operators of their own (micro/kernels/activations_common.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, roundHalfAway, toMultiplier } from '../numerics/fixed_point.js';
import { defineUnary, type Answer } from './unary.js';

/** RELU rescales, then clamps at the output's zero point. */
export function reluQuantization(o: Operands<null>) {
  const x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  const [low, high] = rangeOf(o.input(0).type.element === 'i16' ? 'i16' : 'i8');
  return { inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint, multiplier: toMultiplier(x.scale / y.scale), range: [Math.max(low, y.zeroPoint), high] as const };
}

/** RELU6 clamps between the input's own 0 and 6, and takes input and output to have one scale. */
export function relu6Range(o: Operands<null>): readonly [number, number] {
  const x = o.perTensor(o.input(0)), [low, high] = rangeOf(o.input(0).type.element === 'i16' ? 'i16' : 'i8');
  return [x.zeroPoint, clamp(x.zeroPoint + roundHalfAway(Math.fround(6 / x.scale)), low, high)];
}

function reluInteger(o: Operands<null>): Answer {
  const q = reluQuantization(o);
  return (x) => clamp(requantize(x + q.inputOffset, q.multiplier) + q.outputOffset, ...q.range);
}

function relu6Integer(o: Operands<null>): Answer {
  const range = relu6Range(o);
  return (x) => clamp(x, ...range);
}

export const relu = defineUnary<null>({
  name: 'relu',
  check(o) {
    if (o.input(0).type.element === 'i16') o.require(o.perTensor(o.input(0)).zeroPoint === 0 && o.perTensor(o.output(0)).zeroPoint === 0, 'int16 zero points of 0');
  },
  types: { i8: reluInteger, i16: reluInteger, f32: () => (x) => (x < 0 ? 0 : x) },
});
export const relu6 = defineUnary<null>({ name: 'relu6', types: { i8: relu6Integer, i16: relu6Integer, f32: () => (x) => clamp(x, 0, 6) } });
