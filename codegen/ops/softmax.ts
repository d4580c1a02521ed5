import { elementCount } from '../../runtime-ts/ir/graph.js';
import { softmax, softmaxExps, type SoftmaxAttrs } from '../../runtime-ts/ops/softmax.js';
import { defineOp, table, type Kernel } from './op_slice.js';

const portable: Kernel<SoftmaxAttrs> = {
  symbol: 'bn_softmax_s8',
  accepts: (o) => (o.input(0).type.element === 'i8' && o.output(0).type.element === 'i8' ? true : 'takes int8 only'),
  call(o) {
    const input = o.input(0), depth = input.type.shape.at(-1) ?? 1, exps = softmaxExps(o);
    return {
      params: {
        rows: elementCount(input.type.shape) / depth, depth, steps: exps.length,
        exps: table('exps', 'i32', Int32Array.from(exps), `[${exps.length}]: exponentials of 0, -1, -2... steps`),
      },
      reads: [input], writes: [o.output(0)],
    };
  },
  inPlace: () => [0],
};

export default defineOp<SoftmaxAttrs>({
  op: softmax, tflite: [{ code: 'SOFTMAX', decode: (options) => ({ beta: options.number('beta') }) }], kernels: [portable],
});
