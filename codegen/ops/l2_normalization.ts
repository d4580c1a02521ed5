import { l2Normalization } from '../../runtime-ts/ops/l2_normalization.js';
import { defineOp } from './op_slice.js';
import { rowKernel } from './row_kernels.js';

export default defineOp<null>({
  op: l2Normalization,
  tflite: [{ code: 'L2_NORMALIZATION', decode: (options) => (options.activation() === 'none' ? null : options.refuse('has a fused activation, which TensorFlow Lite Micro does not take here either')) }],
  kernels: [rowKernel('bn_l2_normalization_s8', 'i8', (o) => ({ input_offset: -o.perTensor(o.input(0)).zeroPoint })), rowKernel('bn_l2_normalization_f32', 'f32')],
});
