import { arithmeticCases } from '../support/arithmetic_cases.js';

export const cases = arithmeticCases('MUL');
