import { padV2 } from '../../runtime-ts/ops/pad.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: padV2, tflite: [{ code: 'PADV2', decode: () => null }], kernels: [movementKernel(padV2)] });
