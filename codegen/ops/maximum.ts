import { maximum } from '../../runtime-ts/ops/extreme.js';
import { extremeSlice } from './extreme_kernels.js';

export default extremeSlice(maximum, 'MAXIMUM');
