import { leakyRelu, leakyReluQuantization, type LeakyReluAttrs } from '../../runtime-ts/ops/leaky_relu.js';
import { lookupKernel } from './lookup.js';
import { defineOp, float } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<LeakyReluAttrs>({
  op: leakyRelu,
  tflite: [{ code: 'LEAKY_RELU', decode: (options) => ({ alpha: options.number('alpha') }) }],
  kernels: [
    lookupKernel(leakyRelu),
    unaryKernel('bn_rescale_s16', 'i16', 'i16', (o) => {
      const q = leakyReluQuantization(o);
      return {
        input_offset: q.inputOffset, output_offset: q.outputOffset, positive_multiplier: q.positive.mantissa, positive_shift: q.positive.shift,
        negative_multiplier: q.negative.mantissa, negative_shift: q.negative.shift, negative_sign: q.negativeSign,
        activation_min: q.range[0], activation_max: q.range[1],
      };
    }),
    unaryKernel('bn_leaky_relu_f32', 'f32', 'f32', (o) => ({ alpha: float(o.attrs.alpha) })),
  ],
});
