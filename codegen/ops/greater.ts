import { greater } from '../../runtime-ts/ops/compare.js';
import { comparisonSlice } from './compare_kernels.js';

export default comparisonSlice(greater, 'GREATER');
