import type { PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { averagePool2d } from '../../runtime-ts/ops/average_pool_2d.js';
import { decodePool } from './decode_pool.js';
import { defineOp } from './op_slice.js';

export default defineOp<PoolAttrs>({ op: averagePool2d, tflite: [{ code: 'AVERAGE_POOL_2D', decode: decodePool }], kernels: [] });
