import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('TANH', 'int8, a usual scale', [256], int8(0.05, -10), int8(1 / 128, 0), {}, everyByte),
  unaryCase('TANH', 'int8, a large scale', [256], int8(0.7, 3), int8(1 / 128, 0), {}, everyByte),
  unaryCase('TANH', 'int8, a tiny scale', [256], int8(0.0003, 127), int8(1 / 128, 0), {}, everyByte),
  unaryCase('TANH', 'int16, a power of two', [4, 300], int16(2 ** -12), int16(2 ** -15), {}),
  unaryCase('TANH', 'int16, twice that', [4, 300], int16(2 ** -11), int16(2 ** -15), {}),
  unaryCase('TANH', 'int16, another scale', [4, 300], int16(0.0007), int16(2 ** -15), {}),
  unaryCase('TANH', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('TANH', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
