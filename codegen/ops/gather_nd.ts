import { elementBytes } from '../../runtime-ts/ir/graph.js';
import { gatherNd, gatherNdShape } from '../../runtime-ts/ops/gather.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<null>({
  op: gatherNd,
  tflite: [{ code: 'GATHER_ND', decode: () => null }],
  kernels: [{
    symbol: 'bn_gather_nd',
    call(o) {
      const g = gatherNdShape(o), size = elementBytes(o.input(0).type.element);
      return {
        params: {
          slices: g.slices, depth: g.depth, bytes: g.run * size,
          extents: table('extents', 'i32', Int32Array.from(g.extents)), steps: table('steps', 'i32', Int32Array.from(g.steps, (step) => step * size)),
        },
        reads: [o.input(0), o.input(1)], writes: [o.output(0)],
      };
    },
  }],
});
