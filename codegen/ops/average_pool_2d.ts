import { averagePool2d, type PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { decodePool } from './decode_pool.js';
import { defineOp } from './op_slice.js';
import { poolKernel } from './pool_kernels.js';

export default defineOp<PoolAttrs>({
  op: averagePool2d, tflite: [{ code: 'AVERAGE_POOL_2D', decode: decodePool }],
  kernels: [
    // It sums four channels at a time, but divides one by one: with four taps the portable kernel takes two thirds of its instructions.
    poolKernel('bn_average_pool_2d_s8_mve', 'i8', { inline: true, needs: ['mve'], leastTaps: 5 }), poolKernel('bn_average_pool_2d_s8', 'i8', { inline: true }), poolKernel('bn_average_pool_2d_s16', 'i16'), poolKernel('bn_average_pool_2d_f32', 'f32'),
  ],
});
