import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

const short = (scale: number, zeroPoint: number): Side => ({ type: 'int16', scale, zeroPoint });

export const cases = [
  unaryCase('LOGISTIC', 'int8, an output scale of its own', [256], int8(0.05, -10), int8(1 / 100, -128), {}, everyByte),
  { ...unaryCase('LOGISTIC', 'int8, output zero point', [4], int8(0.05, 0), int8(1 / 256, 0)), refused: 'output zero point of -128' },
  { ...unaryCase('LOGISTIC', 'int16, output scale', [4], int16(0.001), short(1 / 65536, 0)), refused: 'output scale of 1/32768' },
  { ...unaryCase('LOGISTIC', 'int16, output zero point', [4], int16(0.001), short(1 / 32768, 1)), refused: 'zero points of 0' },
  { ...unaryCase('LOGISTIC', 'int16, input zero point', [4], short(0.001, 1), int16(1 / 32768)), refused: 'zero points of 0' },
  { ...unaryCase('LOGISTIC', 'uint8', [4], { type: 'uint8', scale: 0.1, zeroPoint: 3 }, { type: 'uint8', scale: 1 / 256, zeroPoint: 0 }), refused: 'it has u8' },
  unaryCase('LOGISTIC', 'int8, a usual scale', [256], int8(0.05, -10), int8(1 / 256, -128), {}, everyByte),
  unaryCase('LOGISTIC', 'int8, a large scale', [256], int8(0.7, 3), int8(1 / 256, -128), {}, everyByte),
  unaryCase('LOGISTIC', 'int8, a tiny scale', [256], int8(0.0003, 127), int8(1 / 256, -128), {}, everyByte),
  unaryCase('LOGISTIC', 'int16, a power of two', [4, 300], int16(2 ** -12), int16(2 ** -15), {}),
  unaryCase('LOGISTIC', 'int16, another scale', [4, 300], int16(0.0007), int16(2 ** -15), {}),
  unaryCase('LOGISTIC', 'int16, a large scale', [4, 300], int16(0.01), int16(2 ** -15), {}),
  unaryCase('LOGISTIC', 'float32', [3, 5, 7], float, float, {}, { low: -12, high: 12 }),
  unaryCase('LOGISTIC', 'float32, small numbers', [40], float, float, {}, { low: -0.01, high: 0.01 }),
];
