import type { Operands } from '../../runtime-ts/ir/graph.js';
import { comparisonQuantization, type Comparison } from '../../runtime-ts/ops/compare.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp, type KernelParams, type OpSlice } from './op_slice.js';

/** The slice of a comparison: all share their kernels, which know it by the outcomes that make it true. */
export function comparisonSlice(op: Comparison, code: string): OpSlice {
  const { outcomes } = op;
  const quantized = (o: Operands<null>): KernelParams => {
    const [left, right] = comparisonQuantization(o);
    return {
      outcomes, left_offset: left.offset, left_multiplier: left.multiplier.mantissa, left_shift: left.multiplier.shift,
      right_offset: right.offset, right_multiplier: right.multiplier.mantissa, right_shift: right.multiplier.shift,
    };
  };
  const plain = (): KernelParams => ({ outcomes });
  return defineOp<null>({
    op, tflite: [{ code, decode: () => null }],
    kernels: [
      binaryKernel('bn_compare_s8', 'i8', quantized), binaryKernel('bn_compare_s16', 'i16', quantized), binaryKernel('bn_compare_u8', 'bool', plain),
      binaryKernel('bn_compare_s32', 'i32', plain), binaryKernel('bn_compare_s64', 'i64', plain), binaryKernel('bn_compare_f32', 'f32', plain),
    ],
  });
}
