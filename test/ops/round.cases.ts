import { floatFunctionCases } from '../support/float_function_cases.js';

export const cases = floatFunctionCases('ROUND', { usual: [-9, 9], more: { 'integers and halves': [0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 0.49999997, -0.49999997, 0.50000006, 7, -7, 8388607.5, -8388607.5, 8388609, 16777216, -1e30, 1e-30, -0.25, 0.75] } });
