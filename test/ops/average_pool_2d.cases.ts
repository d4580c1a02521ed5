import { poolCases } from '../support/pool_cases.js';

export const cases = poolCases('AVERAGE_POOL_2D');
