import { elementCount } from '../../runtime-ts/ir/graph.js';
import { add, addQuantization, type AddAttrs } from '../../runtime-ts/ops/add.js';
import { defineOp, type Kernel } from './op_slice.js';

const portable: Kernel<AddAttrs> = {
  symbol: 'bn_add_s8',
  call(o) {
    const q = addQuantization(o);
    return {
      params: {
        count: elementCount(o.output(0).type.shape),
        left_offset: q.leftOffset, left_multiplier: q.left.mantissa, left_shift: q.left.shift,
        right_offset: q.rightOffset, right_multiplier: q.right.mantissa, right_shift: q.right.shift,
        output_offset: q.outputOffset, output_multiplier: q.result.mantissa, output_shift: q.result.shift,
        activation_min: q.range[0], activation_max: q.range[1],
      },
      reads: [o.input(0), o.input(1)], writes: [o.output(0)],
    };
  },
  inPlace: () => [0, 1],
};

export default defineOp<AddAttrs>({
  op: add, tflite: [{ code: 'ADD', decode: (options) => ({ activation: options.activation() }) }], kernels: [portable],
});
