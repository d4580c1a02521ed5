import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('SQUARE', { usual: [-9, 9], more: { 'large and small': { low: -1e19, high: 1e19 } } });
