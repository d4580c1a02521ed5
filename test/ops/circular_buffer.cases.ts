import { flexMap } from '../support/flex_map.js';
import type { OpCase } from '../support/op_cases.js';

const buffer = (name: string, slots: number, width: number, channels: number, options?: Readonly<Record<string, number>>): OpCase => ({
  name, invocations: 6,
  model: {
    tensors: [
      { name: 'x', type: 'int8', shape: [1, 1, width, channels], scales: [0.1], zeroPoints: [0] }, { name: 'kept', type: 'int8', shape: [1, slots, width, channels], scales: [0.1], zeroPoints: [0], variable: true },
    ],
    operators: [{ op: { custom: 'CIRCULAR_BUFFER' }, inputs: [0], outputs: [1], ...(options === undefined ? {} : { customOptions: flexMap(options) }) }], inputs: [0], outputs: [1],
  },
});

// TFLM's invoke fails in runs that end early, so those are in circular_buffer.test.ts.
export const cases = [buffer('every run', 4, 2, 3, { cycles_max: 1 }), buffer('one slot', 1, 1, 5, { cycles_max: 1 }), buffer('by its slots', 5, 1, 2)];
