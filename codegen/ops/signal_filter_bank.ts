import { filterBankChannels, signalFilterBank, type FilterBankAttrs } from '../../runtime-ts/ops/signal_filter_bank.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<FilterBankAttrs>({
  op: signalFilterBank,
  tflite: [{ code: 'SignalFilterBank', custom: true, decode: (options) => ({ channels: options.customNumber('num_channels') }) }],
  kernels: [{
    symbol: 'bn_signal_filter_bank',
    call(o) {
      const channels = filterBankChannels(o), starts = Int16Array.from(channels.flatMap(({ input, weight, width }) => [input, weight, width]));
      return {
        params: { channels: o.attrs.channels, starts: table('starts', 'i16', starts, `[${channels.length}][3]: first input, first weight, how many`) },
        reads: [o.input(0), o.input(1), o.input(2)], writes: [o.output(0)],
      };
    },
  }],
});
