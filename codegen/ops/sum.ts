import { sum } from '../../runtime-ts/ops/reduce_sum.js';
import { reductionSlice } from './reduce_sum.js';

export default reductionSlice(sum, 'SUM', false);
