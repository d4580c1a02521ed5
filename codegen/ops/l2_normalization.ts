import { l2Normalization, type L2NormalizationAttrs } from '../../runtime-ts/ops/l2_normalization.js';
import { defineOp } from './op_slice.js';
import { rowKernel } from './row_kernels.js';

export default defineOp<L2NormalizationAttrs>({
  op: l2Normalization, tflite: [{ code: 'L2_NORMALIZATION', decode: (options) => ({ activation: options.activation() }) }],
  kernels: [rowKernel('bn_l2_normalization_s8', 'i8', (o) => ({ input_offset: -o.perTensor(o.input(0)).zeroPoint })), rowKernel('bn_l2_normalization_f32', 'f32')],
});
