import { add, type AddAttrs } from '../../runtime-ts/ops/add.js';
import { defineOp } from './op_slice.js';

export default defineOp<AddAttrs>({
  op: add, tflite: [{ code: 'ADD', decode: (options) => ({ activation: options.activation() }) }], kernels: [],
});
