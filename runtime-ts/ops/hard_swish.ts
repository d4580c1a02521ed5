/** HARD_SWISH: x * relu6(x + 3) / 6; int8 in 16-bit fixed point (reference/hard_swish.h, micro/kernels/hard_swish_common.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, INT32_MAX, roundingDivideByPowerOfTwo, toMultiplier } from '../numerics/fixed_point.js';
import { defineUnary, type Answer } from './unary.js';

/** SaturatingRoundingDoublingHighMul of int16: the high half of 2ab, halves away from zero. */
function highMultiply(a: number, b: number): number {
  if (a === -32768 && b === -32768) return 32767;
  const product = a * b;
  return Math.trunc((product + (product >= 0 ? 16384 : -16383)) / 32768);
}

/** DownScaleInt32ToInt16Multiplier (common.h). */
function to16(mantissa: number): number {
  return mantissa >= INT32_MAX - 0x8000 ? 32767 : (mantissa + 0x8000) >> 16;
}

const saturate = (x: number): number => clamp(x, -32768, 32767);

function fixedPoint(o: Operands<null>): Answer {
  const f = Math.fround, x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  const fineScale = f(x.scale / 128);
  const output = toMultiplier(f(fineScale / y.scale)), reluish = toMultiplier(f(fineScale / f(3 / 32768)));
  const outputMultiplier = to16(output.mantissa), reluishMultiplier = to16(reluish.mantissa), left = reluish.shift;
  return (value) => {
    const fine = (value - x.zeroPoint) * 128;
    // x + 3 scaled to [-1, 1] with saturation, then to [0, 1]; the last bit of a shift to the left comes after the multiplication.
    let gate = highMultiply(left > 0 ? saturate(fine * 2 ** (left - 1)) : fine, reluishMultiplier);
    if (left > 0) gate = saturate(gate * 2);
    if (left < 0) gate = roundingDivideByPowerOfTwo(gate, -left);
    gate = (gate + 32768) >> 1;
    const product = Math.trunc((gate * highMultiply(fine, outputMultiplier)) / 32768);
    return clamp(roundingDivideByPowerOfTwo(product, -output.shift) + y.zeroPoint, -128, 127);
  };
}

export const hardSwish = defineUnary<null>({
  name: 'hard_swish',
  check(o) {
    if (o.input(0).type.element !== 'i8') return;
    o.require(o.perTensor(o.input(0)).scale / 128 <= o.perTensor(o.output(0)).scale, 'an output scale of at least a 128th of the input\'s');
  },
  types: { i8: fixedPoint, f32: () => (x) => Math.fround(Math.fround(x * clamp(Math.fround(x + 3), 0, 6)) / 6) },
});
