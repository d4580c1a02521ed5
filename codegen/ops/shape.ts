import { shape } from '../../runtime-ts/ops/shapes.js';
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<null>({
  op: shape,
  tflite: [{ code: 'SHAPE', decode: (options) => (options.number('out_type') === 2 ? null : options.refuse('gives another type than int32')) }],
  kernels: [{
    symbol: 'bn_fill',
    call(o) {
      const extents = bytesOf(Int32Array.from(o.input(0).type.shape));
      return { params: { count: 1, size: extents.length, element: table('extents', 'u8', extents, 'a shape, as bytes') }, reads: [], writes: [o.output(0)] };
    },
  }],
});
