import { spaceToBatchNd } from '../../runtime-ts/ops/blocks.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: spaceToBatchNd, tflite: [{ code: 'SPACE_TO_BATCH_ND', decode: () => null }], kernels: [movementKernel(spaceToBatchNd)] });
