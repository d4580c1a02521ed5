import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lmRotary } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<null>({
  op: lmRotary, tflite: [],
  kernels: [{
    symbol: 'bn_lm_rotary', header: 'bn_lm_vector.h', inPlace: () => [0],
    accepts: (o) => (o.input(2).storage.kind === 'constant' && o.input(3).storage.kind === 'constant' ? true : 'takes constant tables only'),
    call(o) {
      const [context = 0, half = 0] = o.input(2).type.shape;
      return {
        params: {
          count: elementCount(o.output(0).type.shape), half, context,
          cos: table('cos', 'f32', constantData(o.input(2)), `[${context}][${half}]`), sin: table('sin', 'f32', constantData(o.input(3)), `[${context}][${half}]`),
        },
        reads: [o.input(0), o.input(1)], writes: [o.output(0)],
      };
    },
  }],
});
