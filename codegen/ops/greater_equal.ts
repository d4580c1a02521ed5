import { greaterEqual } from '../../runtime-ts/ops/compare.js';
import { comparisonSlice } from './compare_kernels.js';

export default comparisonSlice(greaterEqual, 'GREATER_EQUAL');
