import type { Operands } from '../../runtime-ts/ir/graph.js';
import { prelu, preluQuantization } from '../../runtime-ts/ops/prelu.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp, type KernelParams } from './op_slice.js';

function quantized(o: Operands<null>): KernelParams {
  const q = preluQuantization(o);
  return {
    input_offset: q.inputOffset, alpha_offset: q.alphaOffset, output_offset: q.outputOffset,
    positive_multiplier: q.positive.mantissa, positive_shift: q.positive.shift, negative_multiplier: q.negative.mantissa, negative_shift: q.negative.shift,
  };
}

export default defineOp<null>({
  op: prelu, tflite: [{ code: 'PRELU', decode: () => null }],
  kernels: [binaryKernel('bn_prelu_s8', 'i8', quantized), binaryKernel('bn_prelu_s16', 'i16', quantized), binaryKernel('bn_prelu_f32', 'f32')],
});
