import { int16, signalCase, uint32 } from '../support/signal_cases.js';

export const cases = [
  signalCase('SignalEnergy', 'all of it', { inputs: [int16(20)], outputs: [uint32(10)], options: { start_index: 0, end_index: 10 } }, { invocations: 2 }),
  signalCase('SignalEnergy', 'the lowest numbers', { inputs: [int16(6)], outputs: [uint32(3)], options: { start_index: 0, end_index: 3 } }, { fills: ['min'] }),
  signalCase('SignalEnergy', 'the beginning', { inputs: [int16(20)], outputs: [uint32(4)], options: { start_index: 0, end_index: 4 } }),
];
