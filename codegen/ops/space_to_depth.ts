import { spaceToDepth, type BlockAttrs } from '../../runtime-ts/ops/blocks.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<BlockAttrs>({ op: spaceToDepth, tflite: [{ code: 'SPACE_TO_DEPTH', decode: (options) => ({ block: options.number('block_size') }) }], kernels: [movementKernel(spaceToDepth)] });
