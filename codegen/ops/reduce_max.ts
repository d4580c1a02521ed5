import { reduceMax } from '../../runtime-ts/ops/fold.js';
import { defineOp } from './op_slice.js';
import { reductionKernel } from './reduce_sum.js';

const params = () => ({ largest: true });

export default defineOp<null>({
  op: reduceMax, tflite: [{ code: 'REDUCE_MAX', decode: () => null }],
  kernels: [reductionKernel('bn_reduce_extreme_s8', 'i8', params), reductionKernel('bn_reduce_extreme_f32', 'f32', params)],
});
