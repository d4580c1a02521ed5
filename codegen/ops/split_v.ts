import { splitV, type SplitAttrs } from '../../runtime-ts/ops/slices.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<SplitAttrs>({ op: splitV, tflite: [{ code: 'SPLIT_V', decode: (options) => ({ count: options.number('num_splits') }) }], kernels: [movementKernel(splitV)] });
