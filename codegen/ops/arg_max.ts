import { argMax } from '../../runtime-ts/ops/arg_extreme.js';
import { argExtremeSlice } from './arg_extreme_kernels.js';

export default argExtremeSlice(argMax, 'ARG_MAX');
