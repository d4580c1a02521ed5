import { argMin } from '../../runtime-ts/ops/arg_extreme.js';
import { argExtremeSlice } from './arg_extreme_kernels.js';

export default argExtremeSlice(argMin, 'ARG_MIN');
