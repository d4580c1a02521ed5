import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('SIN', { usual: [-9, 9], more: { large: { low: -1e6, high: 1e6 }, 'beyond all turns': { low: 1e30, high: 3e38 }, small: { low: -1e-4, high: 1e-4 } } });
