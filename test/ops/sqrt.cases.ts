import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('SQRT', { usual: [0, 90], more: { small: { low: 0, high: 1e-38 }, large: { low: 0, high: 3e38 }, squares: [1, 4, 9, 16, 25, 1e6, 0.25, 0.0625] } });
