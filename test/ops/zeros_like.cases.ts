import { refusedTypes } from '../support/float_function_cases.js';
import { unaryCase } from '../support/unary_cases.js';

export const cases = [
  ...(['int8', 'int32', 'int64', 'float32'] as const).flatMap((type) => [
    unaryCase('ZEROS_LIKE', type, [2, 3, 7], { type }, { type }), unaryCase('ZEROS_LIKE', `${type}, one element`, [1], { type }, { type }),
  ]),
  unaryCase('ZEROS_LIKE', 'int8, a zero point', [5], { type: 'int8', scale: 0.5, zeroPoint: 3 }, { type: 'int8', scale: 0.5, zeroPoint: 3 }),
  ...refusedTypes('ZEROS_LIKE', ['int16', 'uint8', 'bool']),
];
