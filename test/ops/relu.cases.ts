import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('RELU', 'int8, one scale', [256], int8(0.05, -10), int8(0.05, -10), {}, everyByte),
  unaryCase('RELU', 'int8, another scale', [256], int8(0.05, 7), int8(0.021, -128), {}, everyByte),
  unaryCase('RELU', 'int8, a coarser output', [256], int8(0.01, 0), int8(0.3, 20), {}, everyByte),
  unaryCase('RELU', 'int16, one scale', [4, 300], int16(0.001), int16(0.001), {}),
  unaryCase('RELU', 'int16, another scale', [4, 300], int16(0.001), int16(0.0004), {}),
  unaryCase('RELU', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('RELU', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
