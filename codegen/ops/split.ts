import { split } from '../../runtime-ts/ops/slices.js';
import { movementKernel, movementView } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: split, tflite: [{ code: 'SPLIT', decode: () => null }], kernels: [movementKernel(split)], view: movementView(split) });
