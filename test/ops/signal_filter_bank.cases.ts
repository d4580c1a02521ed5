import { integers } from '../support/inputs.js';
import { signalCase, uint32, type SignalTensor } from '../support/signal_cases.js';

const constant = (data: readonly number[]): SignalTensor => ({ type: 'int16', shape: [data.length], data });
const bank = (name: string, inputs: number, starts: readonly number[], weightStarts: readonly number[], widths: readonly number[]) => signalCase('SignalFilterBank', name, {
  inputs: [uint32(inputs), constant(Array.from(integers(`${name} w`, 20, 0, 4096))), constant(Array.from(integers(`${name} u`, 20, 0, 4096))), constant(starts), constant(weightStarts), constant(widths)],
  outputs: [{ type: 'uint64', shape: [widths.length - 1] }], options: { num_channels: widths.length - 1 },
}, { invocations: 2 });

export const cases = [bank('four channels', 16, [0, 2, 5, 8, 12], [0, 4, 8, 12, 16], [2, 3, 3, 4, 4]), bank('an empty channel', 8, [1, 3, 3, 5], [0, 4, 4, 8], [2, 0, 2, 3]), bank('one channel', 3, [0, 1], [0, 4], [1, 2])];
