import { pack, type PackAttrs } from '../../runtime-ts/ops/slices.js';
import { movementKernel, movementView } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<PackAttrs>({ op: pack, tflite: [{ code: 'PACK', decode: (options) => ({ axis: options.number('axis'), count: options.number('values_count') }) }], kernels: [movementKernel(pack)], view: movementView(pack) });
