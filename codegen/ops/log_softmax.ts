import { logSoftmax, logSoftmaxQuantization } from '../../runtime-ts/ops/log_softmax.js';
import { defineOp } from './op_slice.js';
import { rowKernel } from './row_kernels.js';

export default defineOp<null>({
  op: logSoftmax, tflite: [{ code: 'LOG_SOFTMAX', decode: () => null }],
  kernels: [
    rowKernel('bn_log_softmax_s8', 'i8', (o) => {
      const { multiplier, reverse, smallest } = logSoftmaxQuantization(o);
      return { multiplier: multiplier.mantissa, shift: multiplier.shift, reverse_multiplier: reverse.mantissa, reverse_shift: reverse.shift, smallest };
    }),
    rowKernel('bn_log_softmax_f32', 'f32'),
  ],
});
