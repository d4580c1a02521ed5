import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('LEAKY_RELU', 'int8, one scale', [256], int8(0.05, -10), int8(0.05, -10), { alpha: 0.1 }, everyByte),
  unaryCase('LEAKY_RELU', 'int8, another scale', [256], int8(0.05, 7), int8(0.021, -12), { alpha: 0.1 }, everyByte),
  unaryCase('LEAKY_RELU', 'int16, one scale', [4, 300], int16(0.001), int16(0.001), { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'int16, another scale', [4, 300], int16(0.001), int16(0.0004), { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'float32', [3, 5, 7], float, float, { alpha: 0.1 }, { low: -12, high: 12 }),
  unaryCase('LEAKY_RELU', 'float32, small numbers', [40], float, float, { alpha: 0.1 }, { low: -0.01, high: 0.01 }),
  unaryCase('LEAKY_RELU', 'int8, alpha above one', [256], int8(0.02, 3), int8(0.07, 5), { alpha: 1.7 }, everyByte),
];
