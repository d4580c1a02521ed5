import { activationRangeFloat } from '../../runtime-ts/numerics/fixed_point.js';
import { int32Range, type ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { div, divQuantization } from '../../runtime-ts/ops/div.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp, float } from './op_slice.js';

export default defineOp<ArithmeticAttrs>({
  op: div, tflite: [{ code: 'DIV', decode: (options) => ({ activation: options.activation() }) }],
  kernels: [
    binaryKernel('bn_div_s8', 'i8', (o) => {
      const q = divQuantization(o);
      return {
        left_offset: q.leftOffset, right_offset: q.rightOffset, output_offset: q.outputOffset, output_multiplier: q.result.mantissa, output_shift: q.result.shift,
        activation_min: q.range[0], activation_max: q.range[1],
      };
    }),
    binaryKernel('bn_div_s32', 'i32', (o) => {
      const [activation_min, activation_max] = int32Range('div', o.attrs.activation);
      return { activation_min, activation_max };
    }),
    binaryKernel('bn_div_f32', 'f32', (o) => {
      const [low, high] = activationRangeFloat(o.attrs.activation);
      return { activation_min: float(low), activation_max: float(high) };
    }),
  ],
});
