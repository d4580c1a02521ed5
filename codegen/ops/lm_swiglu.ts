import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lmSwiglu } from '../../runtime-ts/ops/language_model.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: lmSwiglu, tflite: [],
  kernels: [{
    symbol: 'bn_lm_swiglu', header: 'bn_lm_vector.h', inPlace: () => [0, 1],
    call: (o) => ({ params: { count: elementCount(o.output(0).type.shape) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)] }),
  }],
});
