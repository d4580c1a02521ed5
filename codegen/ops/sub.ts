import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { sub } from '../../runtime-ts/ops/sub.js';
import { addKernels } from './add_kernels.js';
import { plainKernels } from './arithmetic_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<ArithmeticAttrs>({
  op: sub, tflite: [{ code: 'SUB', decode: (options) => ({ activation: options.activation() }) }], kernels: [...addKernels(-1), ...plainKernels('sub')],
});
