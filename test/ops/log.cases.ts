import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('LOG', { usual: [0.001, 20], more: { 'near one': { low: 0.99, high: 1.01 }, small: { low: 1e-44, high: 1e-37 }, large: { low: 1, high: 3e38 }, negative: { low: -9, high: -1 } } });
