import { tile } from '../../runtime-ts/ops/repeats.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: tile, tflite: [{ code: 'TILE', decode: () => null }], kernels: [movementKernel(tile)] });
