import { int16, signalCase, uint32 } from '../support/signal_cases.js';
import type { Fill } from '../support/inputs.js';

const log = (name: string, fill: Fill, output_scale = 1600, input_correction_bits = 3) =>
  signalCase('SignalFilterBankLog', name, { inputs: [uint32(64)], outputs: [int16(64)], options: { input_correction_bits, output_scale } }, { fills: [fill] });

export const cases = [
  log('any numbers', 'random'), log('small numbers', Array.from({ length: 64 }, (_, at) => at), 1600, 0), log('powers of two', Array.from({ length: 32 }, (_, at) => 2 ** at), 1600, 0),
  log('every segment', Array.from({ length: 64 }, (_, at) => 65536 + 1024 * at + 511), 65536, 0), log('saturation', 'random', 200000), log('one scale', { low: 0, high: 70000 }, 1, 5),
];
