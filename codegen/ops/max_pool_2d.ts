import type { PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { maxPool2d } from '../../runtime-ts/ops/max_pool_2d.js';
import { decodePool } from './decode_pool.js';
import { defineOp } from './op_slice.js';

export default defineOp<PoolAttrs>({ op: maxPool2d, tflite: [{ code: 'MAX_POOL_2D', decode: decodePool }], kernels: [] });
