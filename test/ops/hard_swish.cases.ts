import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const float: Side = { type: 'float32' };

export const cases = [
  { ...unaryCase('HARD_SWISH', 'int16', [4], { type: 'int16', scale: 0.1, zeroPoint: 0 }, { type: 'int16', scale: 0.1, zeroPoint: 0 }), refused: 'it has i16' },
  { ...unaryCase('HARD_SWISH', 'uint8', [4], { type: 'uint8', scale: 0.1, zeroPoint: 3 }, { type: 'uint8', scale: 0.1, zeroPoint: 3 }), refused: 'it has u8' },
  unaryCase('HARD_SWISH', 'int8, a usual scale', [256], int8(0.05, -10), int8(0.04, -120), {}, everyByte),
  unaryCase('HARD_SWISH', 'int8, a small scale', [256], int8(0.004, 3), int8(0.003, 0), {}, everyByte),
  unaryCase('HARD_SWISH', 'int8, a large scale', [256], int8(0.3, 0), int8(0.25, -128), {}, everyByte),
  unaryCase('HARD_SWISH', 'int8, a coarse output', [256], int8(0.02, -128), int8(0.6, 127), {}, everyByte),
  unaryCase('HARD_SWISH', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('HARD_SWISH', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
