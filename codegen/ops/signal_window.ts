import { elementCount } from '../../runtime-ts/ir/graph.js';
import { signalWindow, type WindowingAttrs } from '../../runtime-ts/ops/signal_spectrum.js';
import { defineOp } from './op_slice.js';

export default defineOp<WindowingAttrs>({
  op: signalWindow,
  tflite: [{ code: 'SignalWindow', custom: true, decode: (options) => ({ shift: options.customNumber('shift') }) }],
  kernels: [{
    symbol: 'bn_signal_window',
    call(o) {
      const length = elementCount(o.input(1).type.shape);
      return { params: { rows: elementCount(o.input(0).type.shape) / length, length, shift: o.attrs.shift }, reads: [o.input(0), o.input(1)], writes: [o.output(0)] };
    },
  }],
});
