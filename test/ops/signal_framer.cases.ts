import { flag, int16, signalCase } from '../support/signal_cases.js';

const framer = (name: string, rows: readonly number[], length: number, frame_size: number, frame_step: number, prefill: boolean, invocations = 4) =>
  signalCase('SignalFramer', name, {
    inputs: [int16(...rows, length)], outputs: [int16(...rows, length / frame_step, frame_size), flag], options: { frame_size, frame_step, prefill },
  }, { invocations });

export const cases = [
  framer('prefilled', [], 4, 10, 4, true), framer('prefilled, several steps at once', [], 12, 9, 3, true), framer('two rows', [2], 6, 8, 3, true),
  framer('frames of one step', [], 6, 6, 6, false), framer('no overlap, short frames', [], 8, 3, 4, false),
];
