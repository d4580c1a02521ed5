import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { add } from '../../runtime-ts/ops/add.js';
import { addKernels } from './add_kernels.js';
import { plainKernels } from './arithmetic_kernels.js';
import { defineOp } from './op_slice.js';

export default defineOp<ArithmeticAttrs>({
  op: add, tflite: [{ code: 'ADD', decode: (options) => ({ activation: options.activation() }) }], kernels: [...addKernels(1), ...plainKernels('add')],
});
