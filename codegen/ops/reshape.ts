import { typeBytes } from '../../runtime-ts/ir/graph.js';
import { reshape } from '../../runtime-ts/ops/reshape.js';
import { defineOp, type Kernel } from './op_slice.js';

const copy: Kernel<null> = {
  symbol: 'bn_copy',
  call: (o) => ({ params: { bytes: typeBytes(o.output(0).type) }, reads: [o.input(0)], writes: [o.output(0)] }),
};

export default defineOp<null>({
  op: reshape, tflite: [{ code: 'RESHAPE', decode: () => null }], kernels: [copy], alias: true,
  identity: (o) => o.input(0).type.shape.join() === o.output(0).type.shape.join(),
});
