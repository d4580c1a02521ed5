import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lookup } from '../../runtime-ts/ops/lookup.js';
import { defineOp, table } from './op_slice.js';

/** Only codegen/passes/tabulate.ts makes it. */
export default defineOp<null>({
  op: lookup,
  tflite: [],
  kernels: [{
    symbol: 'bn_lookup_8',
    inPlace: () => [0],
    call: (o) => ({
      params: { count: elementCount(o.output(0).type.shape), table: table('table', 'i8', Int8Array.from(o.constant(1, 'table')), '[256]: the answer to every byte') },
      reads: [o.input(0)], writes: [o.output(0)],
    }),
  }],
});
