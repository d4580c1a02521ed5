import { rsqrt } from '../../runtime-ts/ops/rsqrt.js';
import { lookupKernel } from './lookup.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({ op: rsqrt, tflite: [{ code: 'RSQRT', decode: () => null }], kernels: [lookupKernel(rsqrt), unaryKernel('bn_rsqrt_f32', 'f32', 'f32')] });
