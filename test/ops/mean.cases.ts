import { reductionCases } from '../support/reduction_cases.js';

export const cases = reductionCases('MEAN');
