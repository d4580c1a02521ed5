import { split, type SplitAttrs } from '../../runtime-ts/ops/slices.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<SplitAttrs>({ op: split, tflite: [{ code: 'SPLIT', decode: (options) => ({ count: options.number('num_splits') }) }], kernels: [movementKernel(split)] });
