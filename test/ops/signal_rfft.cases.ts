import { int16, signalCase, typeNumber } from '../support/signal_cases.js';
import type { OpCase } from '../support/op_cases.js';

function transform(type: 'int16' | 'int32' | 'float32', length: number, rows: readonly number[] = [], more: Partial<OpCase> = {}): OpCase {
  return signalCase('SignalRfft', `${type}, ${[...rows, length].join(' x ')}${more.fills === undefined ? '' : `, ${String(more.fills[0])}`}`, {
    inputs: [{ type, shape: [...rows, length] }], outputs: [{ type, shape: [...rows, length + 2] }], options: { T: typeNumber[type], fft_length: length },
  }, { ...(type === 'float32' ? { tolerance: { atol: 1e-3, rtol: 1e-4 } } : {}), ...more });
}

const types = ['int16', 'int32', 'float32'] as const;

export const cases: readonly OpCase[] = [
  // Radixes 2, 4, 3, 5 and products of them.
  ...types.flatMap((type) => [4, 8, 6, 10, 30, 64, 120, 512, 600].map((length) => transform(type, length))),
  ...types.map((type) => transform(type, 16, [2, 3])),
  ...types.flatMap((type) => (['min', 'max'] as const).map((fill) => transform(type, 24, [], { fills: [fill] }))),
  signalCase('SignalRfft', 'int16, 40 samples of 64', { inputs: [int16(40)], outputs: [int16(66)], options: { T: typeNumber.int16, fft_length: 64 } }),
  signalCase('SignalRfft', 'float32, 300 samples of 512', { inputs: [{ type: 'float32', shape: [300] }], outputs: [{ type: 'float32', shape: [514] }], options: { T: typeNumber.float32, fft_length: 512 } }, { tolerance: { atol: 1e-3, rtol: 1e-4 } }),
  // TFLM crashes on these.
  ...[2, 14, 13].map((length) => transform('int16', length, [], { refused: 'twice a product of 2, 3 and 5' })),
];
