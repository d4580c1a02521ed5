import { reduceAny } from '../../runtime-ts/ops/fold.js';
import { defineOp } from './op_slice.js';
import { reductionKernel } from './reduce_sum.js';

export default defineOp<null>({ op: reduceAny, tflite: [{ code: 'REDUCE_ANY', decode: () => null }], kernels: [reductionKernel('bn_reduce_logical', 'bool', () => ({ any: true }))] });
