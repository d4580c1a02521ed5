/** LOGISTIC and TANH: gemmlowp's fixed-point functions for int8, an interpolated table for int16, our own functions for float32. */
import type { Operands } from '../ir/graph.js';
import { clamp, frexp, requantize, roundHalfAway, roundingDivideByPowerOfTwo } from '../numerics/fixed_point.js';
import { logistic as floatLogistic, tanh as floatTanh } from '../numerics/float32.js';
import { fixedLogistic, fixedTanh } from '../numerics/gemmlowp.js';
import { logistic16, sigmoidTable, tanh16 } from '../numerics/lookup_table.js';
import { defineUnary, type Answer } from './unary.js';

/** Integer bits of the int8 argument as a fixed-point number. */
const integerBits = 4;

/** int8: rescale to fixed point, saturate outside of ±16, keep `bits` bits of the answer (integer_ops/logistic.h and tanh.h). */
function fixedPoint(o: Operands<null>, bits: number, outputOffset: number, f: (a: number, integerBits: number) => number): Answer {
  const x = o.perTensor(o.input(0));
  const { fraction, exponent } = frexp(x.scale * 2 ** (31 - integerBits));
  const multiplier = { mantissa: roundHalfAway(fraction * 2 ** 31), shift: exponent };
  const radius = Math.floor(((2 ** integerBits - 1) * 2 ** (31 - integerBits)) / 2 ** exponent);
  return (value) => {
    const centred = value - x.zeroPoint;
    if (centred <= -radius) return -128;
    if (centred >= radius) return 127;
    return clamp(roundingDivideByPowerOfTwo(f(requantize(centred, multiplier), integerBits), 31 - bits) + outputOffset, -128, 127);
  };
}

/** How an int16 argument is brought to steps of 1 / (3 * 4096): times multiplier, to the right by shift, rounded (micro/kernels/tanh.cc). */
export function tableArgument(o: Operands<null>, exactShifts: readonly number[]): { readonly multiplier: number; readonly shift: number } {
  const { scale } = o.perTensor(o.input(0)), exponent = Math.log2(scale), shift = 12 + exponent;
  if (Number.isInteger(exponent) && exactShifts.includes(shift)) return { multiplier: 3 * 2 ** shift, shift: 0 };
  let multiplier = scale * 4096 * 3, left = 0;
  while (multiplier <= 32767 / 2 && left <= 30) {
    left++;
    multiplier *= 2;
  }
  return { multiplier: Math.trunc(multiplier), shift: left };
}

function interpolated(o: Operands<null>, exactShifts: readonly number[], f: (table: Uint16Array, x: number) => number): Answer {
  const { multiplier, shift } = tableArgument(o, exactShifts), table = sigmoidTable(), half = shift > 0 ? 2 ** (shift - 1) : 0;
  return (x) => f(table, Math.floor((x * multiplier + half) / 2 ** shift));
}

function checkSigmoid(o: Operands<null>): void {
  if (o.input(0).type.element !== 'i16') return;
  o.require(o.perTensor(o.input(0)).zeroPoint === 0 && o.perTensor(o.output(0)).zeroPoint === 0, 'zero points of 0');
  o.require(o.perTensor(o.output(0)).scale === 2 ** -15, 'an output scale of 1/32768');
}

/** The power-of-two input scales that need no rounding multiplier, as distances from 1/4096. */
export const logisticShifts: readonly number[] = [0];
export const tanhShifts: readonly number[] = [0, 1];

export const logistic = defineUnary<null>({
  name: 'logistic',
  check(o) {
    if (o.input(0).type.element === 'i8') o.require(o.perTensor(o.output(0)).zeroPoint === -128, 'an output zero point of -128');
    checkSigmoid(o);
  },
  types: { i8: (o) => fixedPoint(o, 8, -128, fixedLogistic), i16: (o) => interpolated(o, logisticShifts, logistic16), f32: () => floatLogistic },
});

export const tanh = defineUnary<null>({
  name: 'tanh',
  check: checkSigmoid,
  types: { i8: (o) => fixedPoint(o, 7, 0, fixedTanh), i16: (o) => interpolated(o, tanhShifts, tanh16), f32: () => floatTanh },
});
