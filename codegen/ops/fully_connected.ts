import { fullyConnected, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { defineOp } from './op_slice.js';

export default defineOp<FullyConnectedAttrs>({
  op: fullyConnected,
  tflite: [{
    code: 'FULLY_CONNECTED',
    decode: (options) => options.number('weights_format') === 0
      ? { activation: options.activation() }
      : options.refuse('uses shuffled weights (weights_format 1)'),
  }],
  kernels: [],
});
