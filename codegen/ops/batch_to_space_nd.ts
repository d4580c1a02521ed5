import { batchToSpaceNd } from '../../runtime-ts/ops/blocks.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: batchToSpaceNd, tflite: [{ code: 'BATCH_TO_SPACE_ND', decode: () => null }], kernels: [movementKernel(batchToSpaceNd)] });
