import { relu, reluQuantization } from '../../runtime-ts/ops/relu.js';
import { lookupKernel } from './lookup.js';
import { defineOp, float } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: relu,
  tflite: [{ code: 'RELU', decode: () => null }],
  kernels: [
    lookupKernel(relu),
    unaryKernel('bn_rescale_s16', 'i16', 'i16', (o) => {
      const q = reluQuantization(o), { mantissa, shift } = q.multiplier;
      return {
        input_offset: q.inputOffset, output_offset: q.outputOffset, positive_multiplier: mantissa, positive_shift: shift,
        negative_multiplier: mantissa, negative_shift: shift, negative_sign: 1, activation_min: q.range[0], activation_max: q.range[1],
      };
    }),
    unaryKernel('bn_range_f32', 'f32', 'f32', () => ({ low: float(0), high: float(Infinity) })),
  ],
});
