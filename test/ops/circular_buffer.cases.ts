import { flexMap } from '../support/flex_map.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Buffer {
  readonly slots: number;
  readonly width?: number;
  readonly channels: number;
  readonly cycles?: number;
  readonly zeroPoint?: number;
  /** A second output, which says whether the run is one that goes on, and a RELU behind the buffer, which so runs every time. */
  readonly flagged?: true;
  readonly refused?: string;
}

/** In TFLM's answers to runs that end early the buffer, which is the only output, has moved on. */
function buffer(name: string, { slots, width = 1, channels, cycles, zeroPoint = 0, flagged, refused }: Buffer): OpCase {
  const int8 = (label: string, rows: number, more: Partial<TensorSpec> = {}): TensorSpec => ({ name: label, type: 'int8', shape: [1, rows, width, channels], scales: [0.1], zeroPoints: [zeroPoint], ...more });
  return {
    name, invocations: 7, ...(refused === undefined ? {} : { refused }),
    model: {
      tensors: [int8('x', 1), int8('kept', slots, { variable: true }), { name: 'valid', type: 'bool', shape: [1] }, int8('y', slots)], inputs: [0], outputs: flagged ? [1, 2, 3] : [1],
      operators: [
        { op: { custom: 'CIRCULAR_BUFFER' }, inputs: [0], outputs: flagged ? [1, 2] : [1], ...(cycles === undefined ? {} : { customOptions: flexMap({ cycles_max: cycles }) }) },
        ...(flagged ? [{ op: 'RELU', inputs: [1], outputs: [3] }] : []),
      ],
    },
  };
}

export const cases = [
  buffer('every run', { slots: 4, width: 2, channels: 3, cycles: 1 }), buffer('one slot', { slots: 1, channels: 5, cycles: 1 }), buffer('by its slots', { slots: 5, channels: 2 }), buffer('by its slots, every second run', { slots: 4, channels: 2, zeroPoint: -9 }),
  buffer('a zero point', { slots: 3, channels: 4, cycles: 1, zeroPoint: 5 }), buffer('every third run', { slots: 4, channels: 2, cycles: 3, zeroPoint: 7 }), buffer('cycles of zero', { slots: 2, channels: 2, cycles: 0 }),
  buffer('a flag', { slots: 3, channels: 4, cycles: 3, zeroPoint: 5, flagged: true }), buffer('a flag, every run', { slots: 2, width: 3, channels: 2, cycles: 1, flagged: true }),
];
