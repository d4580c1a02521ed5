import type { Operands } from '../../runtime-ts/ir/graph.js';
import { squaredDifference, squaredDifferenceQuantization } from '../../runtime-ts/ops/squared_difference.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp, type KernelParams } from './op_slice.js';

function quantized(o: Operands<null>): KernelParams {
  const q = squaredDifferenceQuantization(o);
  return {
    left_offset: q.leftOffset, left_multiplier: q.left.mantissa, left_shift: q.left.shift,
    right_offset: q.rightOffset, right_multiplier: q.right.mantissa, right_shift: q.right.shift,
    output_offset: q.outputOffset, output_multiplier: q.result.mantissa, output_shift: q.result.shift,
  };
}

export default defineOp<null>({
  op: squaredDifference, tflite: [{ code: 'SQUARED_DIFFERENCE', decode: () => null }],
  kernels: [
    binaryKernel('bn_squared_difference_s8', 'i8', quantized), binaryKernel('bn_squared_difference_s16', 'i16', quantized),
    binaryKernel('bn_squared_difference_s32', 'i32'), binaryKernel('bn_squared_difference_f32', 'f32'),
  ],
});
