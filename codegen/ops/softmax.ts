import { softmax, type SoftmaxAttrs } from '../../runtime-ts/ops/softmax.js';
import { defineOp } from './op_slice.js';

export default defineOp<SoftmaxAttrs>({
  op: softmax, tflite: [{ code: 'SOFTMAX', decode: (options) => ({ beta: options.number('beta') }) }], kernels: [],
});
