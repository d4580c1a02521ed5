import { broadcastTo } from '../../runtime-ts/ops/repeats.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: broadcastTo, tflite: [{ code: 'BROADCAST_TO', decode: () => null }], kernels: [movementKernel(broadcastTo)] });
