import { logicalNot } from '../../runtime-ts/ops/logical.js';
import { defineOp } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({ op: logicalNot, tflite: [{ code: 'LOGICAL_NOT', decode: () => null }], kernels: [unaryKernel('bn_logical_not', 'bool', 'bool')] });
