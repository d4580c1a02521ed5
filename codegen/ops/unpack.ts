import { unpack, type PackAttrs } from '../../runtime-ts/ops/slices.js';
import { movementKernel, movementView } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<PackAttrs>({ op: unpack, tflite: [{ code: 'UNPACK', decode: (options) => ({ axis: options.number('axis'), count: options.number('num') }) }], kernels: [movementKernel(unpack)], view: movementView(unpack) });
