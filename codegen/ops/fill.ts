import { fill } from '../../runtime-ts/ops/repeats.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: fill, tflite: [{ code: 'FILL', decode: () => null }], kernels: [movementKernel(fill)] });
