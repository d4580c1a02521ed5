import { integers } from '../support/inputs.js';
import { signalCase, uint32, type SignalTensor } from '../support/signal_cases.js';
import type { Fill } from '../support/inputs.js';

/** As WideDynamicFunction reads it: three numbers for each power of two. */
const gains: SignalTensor = { type: 'int16', shape: [125], data: integers('gains', 125, -2000, 32000) };
const pcan = (name: string, noise: Fill, snr_shift = 6) => signalCase('SignalPCAN', name, { inputs: [uint32(40), uint32(40), gains], outputs: [uint32(40)], options: { snr_shift } }, { fills: ['random', noise] });

export const cases = [
  pcan('any noise', 'random'), pcan('little noise', [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 1023, 1024, 2047, 2048]), pcan('large shift', 'random', 20),
  pcan('powers of two', Array.from({ length: 32 }, (_, at) => 2 ** at)),
];
