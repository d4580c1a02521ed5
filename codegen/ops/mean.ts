import { mean } from '../../runtime-ts/ops/reduce_sum.js';
import { reductionSlice } from './reduce_sum.js';

export default reductionSlice(mean, 'MEAN', true);
