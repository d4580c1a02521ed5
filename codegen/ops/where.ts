import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { trueCoordinates, where } from '../../runtime-ts/ops/where.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<null>({
  op: where,
  tflite: [{ code: 'WHERE', decode: () => null }],
  kernels: [{
    symbol: 'bn_fill',
    call(o) {
      const rows = bytesOf(BigInt64Array.from(trueCoordinates(o).flat(), BigInt));
      return { params: { count: 1, size: rows.length, element: table('coordinates', 'u8', rows, `int64_t [${o.output(0).type.shape.join('][')}], as bytes`) }, reads: [], writes: [o.output(0)] };
    },
  }],
});
