import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { mul, mulQuantization } from '../../runtime-ts/ops/mul.js';
import { broadcastCall, plainKernels, takes, unrepeatedOperands } from './arithmetic_kernels.js';
import { defineOp, type Kernel } from './op_slice.js';

const quantized = (['i8', 'i16'] as const).map((element): Kernel<ArithmeticAttrs> => ({
  symbol: element === 'i8' ? 'bn_mul_s8' : 'bn_mul_s16',
  accepts: takes(element),
  inPlace: unrepeatedOperands,
  call(o) {
    const q = mulQuantization(o);
    return broadcastCall(o, {
      left_offset: q.leftOffset, right_offset: q.rightOffset, output_offset: q.outputOffset,
      output_multiplier: q.result.mantissa, output_shift: q.result.shift, activation_min: q.range[0], activation_max: q.range[1],
    });
  },
}));

export default defineOp<ArithmeticAttrs>({
  op: mul, tflite: [{ code: 'MUL', decode: (options) => ({ activation: options.activation() }) }], kernels: [...quantized, ...plainKernels('mul')],
});
