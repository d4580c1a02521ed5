import { pad } from '../../runtime-ts/ops/pad.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: pad, tflite: [{ code: 'PAD', decode: () => null }], kernels: [movementKernel(pad)] });
