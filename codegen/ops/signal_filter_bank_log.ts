import { elementCount } from '../../runtime-ts/ir/graph.js';
import { logTable, signalFilterBankLog, type FilterBankLogAttrs } from '../../runtime-ts/ops/signal_filter_bank.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<FilterBankLogAttrs>({
  op: signalFilterBankLog,
  tflite: [{ code: 'SignalFilterBankLog', custom: true, decode: (options) => ({ scale: options.customNumber('output_scale'), correction: options.customNumber('input_correction_bits') }) }],
  kernels: [{
    symbol: 'bn_signal_filter_bank_log',
    call: (o) => ({
      params: { channels: elementCount(o.output(0).type.shape), scale: o.attrs.scale >>> 0, correction: o.attrs.correction, table: table('logarithms', 'u16', logTable) },
      reads: [o.input(0)], writes: [o.output(0)],
    }),
  }],
});
