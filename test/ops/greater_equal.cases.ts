import { comparisonCases } from '../support/binary_cases.js';

export const cases = comparisonCases('GREATER_EQUAL', ['int8', 'int32', 'int64', 'float32'], ['int16', 'uint8', 'bool']);
