import { pow } from '../../runtime-ts/ops/pow.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: pow, tflite: [{ code: 'POW', decode: () => null }], kernels: [binaryKernel('bn_pow_s32', 'i32'), binaryKernel('bn_pow_f32', 'f32')] });
