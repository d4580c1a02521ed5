import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

const zeroPoint = (at: number): Side => ({ type: 'int16', scale: 0.001, zeroPoint: at });

export const cases = [
  unaryCase('RELU', 'int8, saturating', [256], int8(1, -128), int8(0.01, 127), {}, everyByte),
  unaryCase('RELU', 'int8, one element', [], int8(0.05, 3), int8(0.04, 3)),
  { ...unaryCase('RELU', 'int16, input zero point', [4], zeroPoint(3), int16(0.001)), refused: 'int16 zero points of 0' },
  { ...unaryCase('RELU', 'int16, output zero point', [4], int16(0.001), zeroPoint(3)), refused: 'int16 zero points of 0' },
  { ...unaryCase('RELU', 'uint8', [4], { type: 'uint8', scale: 0.1, zeroPoint: 3 }, { type: 'uint8', scale: 0.1, zeroPoint: 3 }), refused: 'it has u8' },
  { ...unaryCase('RELU', 'int32', [4], { type: 'int32' }, { type: 'int32' }), refused: 'it has i32' },
  unaryCase('RELU', 'int8, one scale', [256], int8(0.05, -10), int8(0.05, -10), {}, everyByte),
  unaryCase('RELU', 'int8, another scale', [256], int8(0.05, 7), int8(0.021, -128), {}, everyByte),
  unaryCase('RELU', 'int8, a coarser output', [256], int8(0.01, 0), int8(0.3, 20), {}, everyByte),
  unaryCase('RELU', 'int16, one scale', [4, 300], int16(0.001), int16(0.001), {}),
  unaryCase('RELU', 'int16, another scale', [4, 300], int16(0.001), int16(0.0004), {}),
  unaryCase('RELU', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('RELU', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
