import { concatenation, type ConcatenationAttrs } from '../../runtime-ts/ops/concatenation.js';
import { movementKernel, movementView } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<ConcatenationAttrs>({
  op: concatenation,
  tflite: [{
    code: 'CONCATENATION',
    decode: (options) => options.activation() === 'none' ? { axis: options.number('axis') } : options.refuse('has a fused activation'),
  }],
  kernels: [movementKernel(concatenation)], view: movementView(concatenation),
});
