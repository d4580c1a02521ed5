import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lmRmsNorm } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, table } from './op_slice.js';

export default defineOp<{ readonly epsilon: number }>({
  op: lmRmsNorm, tflite: [],
  kernels: [{
    symbol: 'bn_lm_rms_norm', header: 'bn_lm_vector.h', inPlace: () => [0],
    accepts: (o) => (o.input(1).storage.kind === 'constant' ? true : 'takes a constant gain only'),
    call: (o) => ({
      params: { count: elementCount(o.output(0).type.shape), epsilon: float(Math.fround(o.attrs.epsilon)), gain: table('gain', 'f32', constantData(o.input(1))) },
      reads: [o.input(0)], writes: [o.output(0)],
    }),
  }],
});
