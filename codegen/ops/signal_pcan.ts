import { elementCount } from '../../runtime-ts/ir/graph.js';
import { signalPcan, type PcanAttrs } from '../../runtime-ts/ops/signal_filter_bank.js';
import { defineOp } from './op_slice.js';

export default defineOp<PcanAttrs>({
  op: signalPcan,
  tflite: [{ code: 'SignalPCAN', custom: true, decode: (options) => ({ snrShift: options.customNumber('snr_shift') }) }],
  kernels: [{
    symbol: 'bn_signal_pcan',
    call: (o) => ({ params: { channels: elementCount(o.output(0).type.shape), snr_shift: o.attrs.snrShift }, reads: [o.input(0), o.input(1), o.input(2)], writes: [o.output(0)] }),
  }],
});
