import { poolCases } from '../support/pool_cases.js';

export const cases = poolCases('MAX_POOL_2D');
