import { lessEqual } from '../../runtime-ts/ops/compare.js';
import { comparisonSlice } from './compare_kernels.js';

export default comparisonSlice(lessEqual, 'LESS_EQUAL');
