import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { addQuantization } from '../../runtime-ts/ops/add.js';
import { linearKernels } from './add_linear.js';
import { broadcastCall, takes, unrepeatedOperands } from './arithmetic_kernels.js';
import type { Kernel } from './op_slice.js';

/** The quantized kernels of ADD (sign 1) and SUB (sign -1). */
export function addKernels(sign: 1 | -1): readonly Kernel<ArithmeticAttrs>[] {
  const general = (['i8', 'i16'] as const).map((element): Kernel<ArithmeticAttrs> => ({
    symbol: element === 'i8' ? 'bn_add_s8' : 'bn_add_s16',
    inline: true,
    accepts: takes(element),
    inPlace: unrepeatedOperands,
    call(o) {
      const q = addQuantization(o, sign);
      return broadcastCall(o, {
        left_offset: q.leftOffset, left_multiplier: q.left.mantissa, left_shift: q.left.shift,
        right_offset: q.rightOffset, right_multiplier: q.right.mantissa, right_shift: q.right.shift, right_sign: sign,
        output_offset: q.outputOffset, output_multiplier: q.result.mantissa, output_shift: q.result.shift,
        activation_min: q.range[0], activation_max: q.range[1],
      });
    },
  }));
  return [...linearKernels(sign), ...general];
}
