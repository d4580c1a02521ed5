import { typeBytes } from '../../runtime-ts/ir/graph.js';
import { assignVariable } from '../../runtime-ts/ops/variables.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: assignVariable,
  tflite: [{ code: 'ASSIGN_VARIABLE', decode: () => null }],
  kernels: [{ symbol: 'bn_copy', call: (o) => ({ params: { bytes: typeBytes(o.input(0).type) }, reads: [o.input(1)], writes: [o.input(0)] }) }],
});
