import { floatFunctionCases, refusedTypes } from '../support/float_function_cases.js';
import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number, zeroPoint = 0): Side => ({ type: 'int16', scale, zeroPoint });

export const cases = [
  ...floatFunctionCases('ABS', { usual: [-9, 9] }).filter(({ refused }) => refused === undefined),
  unaryCase('ABS', 'int8, one scale', [256], int8(0.05, 3), int8(0.05, 3), {}, everyByte),
  unaryCase('ABS', 'int8, one scale, other zero points', [256], int8(0.05, -128), int8(0.05, 127), {}, everyByte),
  unaryCase('ABS', 'int8, a finer output', [256], int8(0.05, -7), int8(0.021, -128), {}, everyByte),
  unaryCase('ABS', 'int8, a coarser output', [256], int8(0.05, 127), int8(0.3, 9), {}, everyByte),
  unaryCase('ABS', 'int8, ties', [256], int8(0.5, 0), int8(1, 0), {}, everyByte),
  unaryCase('ABS', 'int16, one scale', [4, 100], int16(0.001), int16(0.001)),
  unaryCase('ABS', 'int16, another scale', [4, 100], int16(0.001), int16(0.00037)),
  unaryCase('ABS', 'int16, the lowest', [3], int16(0.001), int16(0.001), {}, 'min'),
  unaryCase('ABS', 'int16, no scale', [4, 100], { type: 'int16' }, { type: 'int16' }),
  unaryCase('ABS', 'int16, no scale, the lowest', [3], { type: 'int16' }, { type: 'int16' }, {}, 'min'),
  { ...unaryCase('ABS', 'int16, a zero point', [4], int16(0.001, 1), int16(0.001)), refused: 'zero points of 0' },
  { ...unaryCase('ABS', 'int8, no scale', [4], { type: 'int8' }, { type: 'int8' }), refused: 'has no scale' },
  ...refusedTypes('ABS', ['int32', 'uint8']),
];
