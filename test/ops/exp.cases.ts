import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('EXP', { usual: [-10, 10], more: { 'large and small': { low: -103, high: 88 }, 'beyond the range': { low: -300, high: 300 }, 'near zero': { low: -1e-4, high: 1e-4 } } });
