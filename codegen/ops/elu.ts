import { elu } from '../../runtime-ts/ops/elu.js';
import { lookupKernel } from './lookup.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({ op: elu, tflite: [{ code: 'ELU', decode: () => null }], kernels: [lookupKernel(elu), unaryKernel('bn_elu_f32', 'f32', 'f32')] });
