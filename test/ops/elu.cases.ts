import { floatFunctionCases, refusedTypes } from '../support/float_function_cases.js';
import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });

export const cases = [
  ...floatFunctionCases('ELU', { usual: [-9, 9], more: { 'near zero': { low: -1e-3, high: 1e-3 }, large: { low: -200, high: 200 } } }).filter(({ refused }) => refused === undefined),
  unaryCase('ELU', 'int8', [256], int8(0.05, 3), int8(0.05, -100), {}, everyByte),
  unaryCase('ELU', 'int8, fine', [256], int8(0.011, -20), int8(0.007, 30), {}, everyByte),
  unaryCase('ELU', 'int8, coarse', [256], int8(0.3, 100), int8(0.1, -10), {}, everyByte),
  unaryCase('ELU', 'int8, zero points at the ends', [256], int8(0.02, 127), int8(0.0078125, 127), {}, everyByte),
  ...refusedTypes('ELU', ['int16', 'int32', 'uint8']),
];
