import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lmDynamicQuantize } from '../../runtime-ts/ops/language_model.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: lmDynamicQuantize, tflite: [],
  kernels: [{
    symbol: 'bn_lm_dynamic_quantize', header: 'bn_lm_vector.h',
    call: (o) => ({ params: { count: elementCount(o.output(0).type.shape) }, reads: [o.input(0)], writes: [o.output(0), o.output(1)] }),
  }],
});
