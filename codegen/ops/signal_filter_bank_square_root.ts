import { elementCount } from '../../runtime-ts/ir/graph.js';
import { signalFilterBankSquareRoot } from '../../runtime-ts/ops/signal_filter_bank.js';
import { defineOp } from './op_slice.js';

export default defineOp<null>({
  op: signalFilterBankSquareRoot,
  tflite: [{ code: 'SignalFilterBankSquareRoot', custom: true, decode: () => null }],
  kernels: [{
    symbol: 'bn_signal_filter_bank_square_root',
    call: (o) => ({ params: { channels: elementCount(o.output(0).type.shape) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)] }),
  }],
});
