import { elementBytes, elementCount } from '../../runtime-ts/ir/graph.js';
import { embeddingLookup } from '../../runtime-ts/ops/gather.js';
import { defineOp, float, type Kernel } from './op_slice.js';

const sameType: Kernel<null> = {
  symbol: 'bn_gather',
  accepts: (o) => (o.input(1).type.element === o.output(0).type.element ? true : 'takes one type throughout'),
  call(o) {
    const ids = o.input(0), rows = o.input(1), [extent = 1] = rows.type.shape;
    const bytes = (elementCount(rows.type.shape) / extent) * elementBytes(rows.type.element);
    return { params: { batches: 1, outer: 1, extent, indices: elementCount(ids.type.shape), bytes }, reads: [rows, ids], writes: [o.output(0)] };
  },
};

const dequantizing: Kernel<null> = {
  symbol: 'bn_embedding_lookup_s8_f32',
  accepts: (o) => (o.input(1).type.element === 'i8' && o.output(0).type.element === 'f32' ? true : 'takes a table of int8 and gives float32'),
  call(o) {
    const ids = o.input(0), rows = o.input(1), [extent = 1] = rows.type.shape;
    return {
      params: { count: elementCount(ids.type.shape), rows: extent, width: elementCount(rows.type.shape) / extent, scale: float(Math.fround(o.perTensor(rows).scale)) },
      reads: [ids, rows], writes: [o.output(0)],
    };
  },
};

export default defineOp<null>({ op: embeddingLookup, tflite: [{ code: 'EMBEDDING_LOOKUP', decode: () => null }], kernels: [sameType, dequantizing] });
