import { floorMod } from '../../runtime-ts/ops/floor_division.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({ op: floorMod, tflite: [{ code: 'FLOOR_MOD', decode: () => null }], kernels: [binaryKernel('bn_floor_mod_f32', 'f32')] });
