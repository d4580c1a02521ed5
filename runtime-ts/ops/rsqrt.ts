/** RSQRT: int8 by a fixed-point reciprocal square root with 20 bits behind the point (micro/kernels/elementwise.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { rsqrt as floatRsqrt } from '../numerics/float32.js';
import { inverseSqrt } from '../numerics/gemmlowp.js';
import { defineUnary, type Answer } from './unary.js';

const fractionBits = 20;

/** 1 / (sqrt(input scale) * output scale). */
function rescale(o: Operands<null>) {
  return toMultiplier(1 / (Math.sqrt(o.perTensor(o.input(0)).scale) * o.perTensor(o.output(0)).scale));
}

/** What is at or below zero gives the highest number; TFLM stops at negative ones while the model runs. */
function integer(o: Operands<null>): Answer {
  const x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0)), { mantissa, shift } = rescale(o);
  return (stored) => {
    const value = stored - x.zeroPoint;
    if (value <= 0) return 127;
    const root = inverseSqrt(value);
    const fixed = requantize(1, { mantissa: root.mantissa, shift: root.shift + fractionBits });
    return clamp(requantize(fixed, { mantissa, shift: shift - fractionBits }) + y.zeroPoint, -128, 127);
  };
}

export const rsqrt = defineUnary<null>({
  name: 'rsqrt',
  check(o) {
    if (o.input(0).type.element !== 'i8') return;
    const { shift } = rescale(o);
    o.require(shift >= fractionBits - 31 && shift <= 30, 'scales whose rescaling is no more than 2^30 and no less than 2^-11');
  },
  types: { i8: integer, f32: () => floatRsqrt },
});
