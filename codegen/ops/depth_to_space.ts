import { depthToSpace, type BlockAttrs } from '../../runtime-ts/ops/blocks.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<BlockAttrs>({ op: depthToSpace, tflite: [{ code: 'DEPTH_TO_SPACE', decode: (options) => ({ block: options.number('block_size') }) }], kernels: [movementKernel(depthToSpace)] });
