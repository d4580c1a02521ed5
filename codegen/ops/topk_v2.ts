import type { Element } from '../../runtime-ts/ir/graph.js';
import { topkShape, topkV2 } from '../../runtime-ts/ops/topk_v2.js';
import { defineOp, type Kernel } from './op_slice.js';

function kernel(symbol: string, element: Element): Kernel<null> {
  return {
    symbol,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    call: (o) => ({ params: topkShape(o), reads: [o.input(0)], writes: [o.output(0), o.output(1)] }),
  };
}

export default defineOp<null>({
  op: topkV2, tflite: [{ code: 'TOPK_V2', decode: () => null }],
  kernels: [
    kernel('bn_topk_s8', 'i8'), kernel('bn_topk_u8', 'u8'), kernel('bn_topk_s16', 'i16'), kernel('bn_topk_s32', 'i32'), kernel('bn_topk_s64', 'i64'), kernel('bn_topk_f32', 'f32'),
  ],
});
