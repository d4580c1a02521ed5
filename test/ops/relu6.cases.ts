import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

export const cases = [
  unaryCase('RELU6', 'int8, six is far out of range', [256], int8(1e-8, 5), int8(1e-8, 5), {}, everyByte),
  unaryCase('RELU6', 'int16, a zero point', [300], { type: 'int16', scale: 0.001, zeroPoint: 500 }, { type: 'int16', scale: 0.001, zeroPoint: 500 }),
  { ...unaryCase('RELU6', 'uint8', [4], { type: 'uint8', scale: 0.1, zeroPoint: 3 }, { type: 'uint8', scale: 0.1, zeroPoint: 3 }), refused: 'it has u8' },
  unaryCase('RELU6', 'int8, one scale', [256], int8(0.05, -10), int8(0.05, -10), {}, everyByte),
  unaryCase('RELU6', 'int8, six is out of range', [256], int8(0.01, -128), int8(0.01, -128), {}, everyByte),
  unaryCase('RELU6', 'int8, zero point at the end', [256], int8(0.0235, -128), int8(0.0235, -128), {}, everyByte),
  unaryCase('RELU6', 'int16, one scale', [4, 300], int16(0.001), int16(0.001), {}),
  unaryCase('RELU6', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('RELU6', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
