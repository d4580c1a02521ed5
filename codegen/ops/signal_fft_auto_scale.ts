import { elementCount } from '../../runtime-ts/ir/graph.js';
import { signalFftAutoScale } from '../../runtime-ts/ops/signal_spectrum.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: signalFftAutoScale,
  tflite: [{ code: 'SignalFftAutoScale', custom: true, decode: () => null }],
  kernels: [{
    symbol: 'bn_signal_fft_auto_scale',
    call: (o) => ({ params: { count: elementCount(o.input(0).type.shape) }, reads: [o.input(0)], writes: [o.output(0), o.output(1)] }),
  }],
});
