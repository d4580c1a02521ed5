import type { Extreme } from '../../runtime-ts/ops/extreme.js';
import { binaryKernel } from './binary_kernels.js';
import { defineOp, type OpSlice } from './op_slice.js';

/** The slice of MAXIMUM or MINIMUM, which share their kernels. */
export function extremeSlice(op: Extreme, code: string): OpSlice {
  const params = () => ({ largest: op.largest });
  return defineOp<null>({
    op, tflite: [{ code, decode: () => null }],
    kernels: [
      binaryKernel('bn_extreme_s8', 'i8', params), binaryKernel('bn_extreme_s16', 'i16', params), binaryKernel('bn_extreme_s32', 'i32', params),
      binaryKernel('bn_extreme_s64', 'i64', params), binaryKernel('bn_extreme_f32', 'f32', params),
    ],
  });
}
