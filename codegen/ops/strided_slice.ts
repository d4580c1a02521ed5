import { stridedSlice, type StridedSliceAttrs } from '../../runtime-ts/ops/slices.js';
import { movementKernel } from './movement_kernel.js';
import { defineOp } from './op_slice.js';

export default defineOp<StridedSliceAttrs>({
  op: stridedSlice,
  tflite: [{
    code: 'STRIDED_SLICE',
    decode: (options) => ({ beginMask: options.number('begin_mask'), endMask: options.number('end_mask'), shrinkAxisMask: options.number('shrink_axis_mask') }),
  }],
  kernels: [movementKernel(stridedSlice)],
});
