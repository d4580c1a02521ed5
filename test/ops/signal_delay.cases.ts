import { int16, signalCase } from '../support/signal_cases.js';

const delay = (name: string, shape: readonly number[], length: number) =>
  signalCase('SignalDelay', name, { inputs: [int16(...shape)], outputs: [int16(...shape)], options: { delay_length: length } }, { invocations: 5 });

export const cases = [delay('shorter than a frame', [8], 3), delay('longer than a frame', [4], 10), delay('two rows', [2, 5], 5), delay('one sample', [1], 1)];
