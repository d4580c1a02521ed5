import { slice } from '../../runtime-ts/ops/slices.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: slice, tflite: [{ code: 'SLICE', decode: () => null }], kernels: [movementKernel(slice)] });
