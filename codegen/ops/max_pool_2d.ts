import type { PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { maxPool2d } from '../../runtime-ts/ops/max_pool_2d.js';
import { decodePool } from './decode_pool.js';
import { defineOp } from './op_slice.js';
import { poolKernel } from './pool_kernels.js';

export default defineOp<PoolAttrs>({
  op: maxPool2d, tflite: [{ code: 'MAX_POOL_2D', decode: decodePool }],
  kernels: [
    poolKernel('bn_max_pool_2d_s8_mve', 'i8', { needs: ['mve'] }), poolKernel('bn_max_pool_2d_s8', 'i8'), poolKernel('bn_max_pool_2d_s16', 'i16'), poolKernel('bn_max_pool_2d_f32', 'f32'),
  ],
});
