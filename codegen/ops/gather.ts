import { elementBytes } from '../../runtime-ts/ir/graph.js';
import { gather, gatherShape, type GatherAttrs } from '../../runtime-ts/ops/gather.js';
import { defineOp } from './op_slice.js';

export default defineOp<GatherAttrs>({
  op: gather,
  tflite: [{ code: 'GATHER', decode: (options) => ({ axis: options.number('axis'), batchDims: options.number('batch_dims') }) }],
  kernels: [{
    symbol: 'bn_gather',
    call(o) {
      const g = gatherShape(o);
      return {
        params: { batches: g.batches, outer: g.outer, extent: g.extent, indices: g.count, bytes: g.inner * elementBytes(o.input(0).type.element) },
        reads: [o.input(0), o.input(1)], writes: [o.output(0)],
      };
    },
  }],
});
