import { abs, absQuantization } from '../../runtime-ts/ops/abs.js';
import { lookupKernel } from './lookup.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: abs, tflite: [{ code: 'ABS', decode: () => null }],
  kernels: [
    lookupKernel(abs),
    unaryKernel('bn_abs_s16', 'i16', 'i16', (o) => {
      const { multiplier, highest } = absQuantization(o);
      return { multiplier: multiplier.mantissa, shift: multiplier.shift, highest };
    }),
    unaryKernel('bn_abs_f32', 'f32', 'f32'),
  ],
});
