import { logicalAnd } from '../../runtime-ts/ops/logical.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: logicalAnd, tflite: [{ code: 'LOGICAL_AND', decode: () => null }], kernels: [binaryKernel('bn_logical', 'bool', () => ({ any: false }))] });
