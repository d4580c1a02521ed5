import type { Op } from '../../runtime-ts/ir/graph.js';
import { defineOp, type OpSlice } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

/** The slice of an operator that applies one function to floats. */
export function floatFunctionSlice(op: Op<null>, code: string): OpSlice {
  return defineOp<null>({ op, tflite: [{ code, decode: () => null }], kernels: [unaryKernel(`bn_${op.name}_f32`, 'f32', 'f32')] });
}
