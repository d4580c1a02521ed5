import { reverseV2 } from '../../runtime-ts/ops/repeats.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: reverseV2, tflite: [{ code: 'REVERSE_V2', decode: () => null }], kernels: [movementKernel(reverseV2)] });
