import { reshape } from '../../runtime-ts/ops/reshape.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: reshape, tflite: [{ code: 'RESHAPE', decode: () => null }], kernels: [], alias: true });
