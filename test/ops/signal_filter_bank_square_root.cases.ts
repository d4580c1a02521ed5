import { signalCase, uint32 } from '../support/signal_cases.js';
import type { Fill } from '../support/inputs.js';

const root = (name: string, fill: Fill, shift: number) => signalCase('SignalFilterBankSquareRoot', name, {
  inputs: [{ type: 'uint64', shape: [12] }, { type: 'int32', shape: [] }], outputs: [uint32(12)],
}, { fills: [fill, [shift]] });

export const cases = [
  root('large numbers', 'random', 0), root('shifted', 'random', 5), root('zeros', 'zero', 0),
  root('squares and their neighbours', [0, 1, 2, 3, 4, 6, 7, 8, 9, 12, 13, 16], 0),
  root('around 2^32', [2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 65535 ** 2, 65535 ** 2 + 65535, 65535 ** 2 + 65536, 65536 ** 2 + 65536, 65536 ** 2 + 65537, 2 ** 31, 2 ** 40, 2 ** 52, 2 ** 53 - 1], 0),
];
