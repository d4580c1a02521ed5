import { hardSwish } from '../../runtime-ts/ops/hard_swish.js';
import { lookupKernel } from './lookup.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: hardSwish, tflite: [{ code: 'HARD_SWISH', decode: () => null }],
  kernels: [lookupKernel(hardSwish), unaryKernel('bn_hard_swish_f32', 'f32', 'f32')],
});
