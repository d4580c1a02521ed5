import { splitV } from '../../runtime-ts/ops/slices.js';
import { movementKernel, movementView } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: splitV, tflite: [{ code: 'SPLIT_V', decode: () => null }], kernels: [movementKernel(splitV)], view: movementView(splitV) });
