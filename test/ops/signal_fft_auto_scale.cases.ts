import { int16, signalCase } from '../support/signal_cases.js';
import type { Fill } from '../support/inputs.js';

const scale = (name: string, fill: Fill) => signalCase('SignalFftAutoScale', name, { inputs: [int16(12)], outputs: [int16(12), { type: 'int32', shape: [] }] }, { fills: [fill] });

export const cases = [
  scale('all of int16', 'random'), scale('small numbers', { low: -20, high: 20 }), scale('ones', [1, -1, 0]), scale('zeros', 'zero'), scale('the lowest number', 'min'),
  scale('the lowest number among others', [5, -32768, 9]), scale('a power of two', [256, -256]), scale('one less', [255, 1]),
];
