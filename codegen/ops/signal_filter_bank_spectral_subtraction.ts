import { signalFilterBankSpectralSubtraction, type SpectralSubtractionAttrs } from '../../runtime-ts/ops/signal_filter_bank.js';
import { defineOp, list } from './op_slice.js';

const wide = (x: number): bigint => BigInt.asUintN(64, BigInt(x));

export default defineOp<SpectralSubtractionAttrs>({
  op: signalFilterBankSpectralSubtraction,
  tflite: [{
    code: 'SignalFilterBankSpectralSubtraction', custom: true,
    decode: (options) => ({
      channels: options.customNumber('num_channels'), smoothing: [options.customNumber('smoothing'), options.customNumber('alternate_smoothing')],
      oneMinusSmoothing: [options.customNumber('one_minus_smoothing'), options.customNumber('alternate_one_minus_smoothing')], smoothingBits: options.customNumber('smoothing_bits'),
      bits: options.customNumber('spectral_subtraction_bits'), minimum: options.customNumber('min_signal_remaining'), clamping: options.customNumber('clamping') !== 0,
    }),
    states: ({ channels }) => [{ name: 'noise', type: { element: 'u32', shape: [Math.max(channels, 1)] } }],
  }],
  kernels: [{
    symbol: 'bn_signal_filter_bank_spectral_subtraction',
    call(o) {
      const a = o.attrs;
      return {
        params: {
          channels: a.channels, smoothing: list(a.smoothing.map(wide)), one_minus_smoothing: list(a.oneMinusSmoothing.map(wide)), smoothing_bits: a.smoothingBits, bits: a.bits,
          minimum: wide(a.minimum), clamping: a.clamping,
        },
        reads: [o.input(0), o.input(1)], writes: [o.output(0), o.output(1)],
      };
    },
  }],
});
