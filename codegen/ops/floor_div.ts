import { floorDiv } from '../../runtime-ts/ops/floor_division.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: floorDiv, tflite: [{ code: 'FLOOR_DIV', decode: () => null }], kernels: [binaryKernel('bn_floor_div_f32', 'f32')] });
