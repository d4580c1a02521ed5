import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('NEG', { usual: [-9, 9] });
