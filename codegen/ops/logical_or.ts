import { logicalOr } from '../../runtime-ts/ops/logical.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: logicalOr, tflite: [{ code: 'LOGICAL_OR', decode: () => null }], kernels: [binaryKernel('bn_logical', 'bool', () => ({ any: true }))] });
