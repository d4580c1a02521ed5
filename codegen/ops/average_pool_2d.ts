import { averagePool2d, type PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { defineOp } from './op_slice.js';

export default defineOp<PoolAttrs>({
  op: averagePool2d,
  tflite: [{
    code: 'AVERAGE_POOL_2D',
    decode: (options) => ({
      padding: options.padding(), activation: options.activation(), dilationWidth: 1, dilationHeight: 1,
      strideWidth: options.number('stride_w'), strideHeight: options.number('stride_h'),
      filterWidth: options.number('filter_width'), filterHeight: options.number('filter_height'),
    }),
  }],
  kernels: [],
});
