import { typeBytes } from '../../runtime-ts/ir/graph.js';
import { readVariable } from '../../runtime-ts/ops/variables.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: readVariable,
  tflite: [{ code: 'READ_VARIABLE', decode: () => null }],
  kernels: [{ symbol: 'bn_copy', call: (o) => ({ params: { bytes: typeBytes(o.output(0).type) }, reads: [o.input(0)], writes: [o.output(0)] }) }],
});
