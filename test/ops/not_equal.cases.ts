import { comparisonCases } from '../support/binary_cases.js';

export const cases = comparisonCases('NOT_EQUAL', ['int8', 'int32', 'int64', 'float32', 'bool'], ['int16', 'uint8']);
