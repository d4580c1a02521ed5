import { integers } from '../support/inputs.js';
import { int16, signalCase } from '../support/signal_cases.js';

const weights = { type: 'int16', shape: [9], data: integers('window', 9, -32768, 32767) } as const;

export const cases = [
  signalCase('SignalWindow', 'shift 12', { inputs: [int16(9), weights], outputs: [int16(9)], options: { shift: 12 } }, { invocations: 3 }),
  signalCase('SignalWindow', 'rows, saturation', { inputs: [int16(2, 3, 9), weights], outputs: [int16(2, 3, 9)], options: { shift: 9 } }),
  signalCase('SignalWindow', 'no shift', { inputs: [int16(9), weights], outputs: [int16(9)], options: { shift: 0 } }, { fills: [{ low: -3, high: 3 }] }),
  signalCase('SignalWindow', 'weights that are computed', { inputs: [int16(4), int16(4)], outputs: [int16(4)], options: { shift: 15 } }),
];
