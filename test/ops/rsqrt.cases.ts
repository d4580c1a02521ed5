import { floatFunctionCases, refusedTypes } from '../support/float_function_cases.js';
import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });

export const cases = [
  ...floatFunctionCases('RSQRT', { usual: [0.01, 90], more: { small: { low: 0, high: 1e-38 }, large: { low: 0, high: 3e38 } } }).filter(({ refused }) => refused === undefined),
  unaryCase('RSQRT', 'int8', [256], int8(0.05, -128), int8(0.02, -128), {}, everyByte),
  unaryCase('RSQRT', 'int8, coarse', [256], int8(1.3, -128), int8(0.11, 5), {}, everyByte),
  unaryCase('RSQRT', 'int8, fine', [256], int8(0.0007, -128), int8(0.3, -128), {}, everyByte),
  unaryCase('RSQRT', 'int8, zero point 0', [128], int8(0.0157, 0), int8(0.02, -128), {}, { low: 0, high: 127 }),
  ...refusedTypes('RSQRT', ['int16', 'int32', 'uint8']),
  { ...unaryCase('RSQRT', 'int8, no scale', [4], { type: 'int8' }, { type: 'int8' }), refused: 'has no scale' },
];
