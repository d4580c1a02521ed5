import { signalCase, uint32 } from '../support/signal_cases.js';

const subtraction = (name: string, clamping: boolean, options: Readonly<Record<string, number>> = {}) => signalCase('SignalFilterBankSpectralSubtraction', name, {
  inputs: [uint32(7)], outputs: [uint32(7), uint32(7)],
  options: {
    alternate_one_minus_smoothing: 15401, alternate_smoothing: 983, clamping, min_signal_remaining: 819, num_channels: 7, one_minus_smoothing: 15975, smoothing: 409, smoothing_bits: 10,
    spectral_subtraction_bits: 14, ...options,
  },
}, { invocations: 6, fills: [{ low: 0, high: 100000 }] });

export const cases = [subtraction('no clamping', false), subtraction('clamping', true), subtraction('a slow estimate', false, { smoothing: 16000, one_minus_smoothing: 384 }), subtraction('no scaling up', true, { smoothing_bits: 0 })];
