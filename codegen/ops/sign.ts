import { sign } from '../../runtime-ts/ops/sign.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: sign, tflite: [{ code: 'SIGN', decode: () => null }], kernels: [unaryKernel('bn_sign_s32', 'i32', 'i32'), unaryKernel('bn_sign_f32', 'f32', 'f32')],
});
