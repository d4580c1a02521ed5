import type { PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { l2Pool2d } from '../../runtime-ts/ops/l2_pool_2d.js';
import { decodePool } from './decode_pool.js';
import { defineOp } from './op_slice.js';
import { poolKernel } from './pool_kernels.js';

export default defineOp<PoolAttrs>({ op: l2Pool2d, tflite: [{ code: 'L2_POOL_2D', decode: decodePool }], kernels: [poolKernel('bn_l2_pool_2d_f32', 'f32')] });
