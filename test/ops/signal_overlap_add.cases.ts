import { signalCase, typeNumber } from '../support/signal_cases.js';

const overlap = (type: 'int16' | 'float32', rows: readonly number[], frames: number, size: number, frame_step: number) =>
  signalCase('SignalOverlapAdd', `${type}, ${[...rows, frames, size].join(' x ')}, step ${frame_step}`, {
    inputs: [{ type, shape: [...rows, frames, size] }], outputs: [{ type, shape: [...rows, frames * frame_step] }], options: { T: typeNumber[type], frame_step },
  }, { invocations: 4 });

export const cases = (['int16', 'float32'] as const).flatMap((type) => [overlap(type, [], 1, 8, 4), overlap(type, [], 3, 7, 2), overlap(type, [2], 2, 6, 6), overlap(type, [2, 2], 1, 5, 1)]);
