import { elementBytes } from '../../runtime-ts/ir/graph.js';
import { oneHot, oneHotShape, type OneHotAttrs } from '../../runtime-ts/ops/one_hot.js';
import { defineOp } from './op_slice.js';

export default defineOp<OneHotAttrs>({
  op: oneHot,
  tflite: [{ code: 'ONE_HOT', decode: (options) => ({ axis: options.number('axis') }) }],
  kernels: [{
    symbol: 'bn_one_hot',
    call(o) {
      const { outer, depth, inner } = oneHotShape(o), indices = o.input(0);
      return {
        params: { outer, depth, inner, bytes: elementBytes(o.output(0).type.element), wide: indices.type.element === 'i64' },
        reads: [indices, o.input(2), o.input(3)], writes: [o.output(0)],
      };
    },
  }],
});
