import { transpose } from '../../runtime-ts/ops/transpose.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: transpose, tflite: [{ code: 'TRANSPOSE', decode: () => null }], kernels: [movementKernel(transpose)] });
