import { integers, reals } from '../support/inputs.js';
import { encode, type TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

type Type = TensorSpec['type'];

/** Numbers of `width` bits, the highest bit first. */
function bits(values: readonly number[], width: number): Uint8Array {
  const text = values.map((value) => value.toString(2).padStart(width, '0')).join(''), padded = text.padEnd(Math.ceil(text.length / 32) * 32, '0');
  return Uint8Array.from({ length: padded.length / 8 }, (_, at) => parseInt(padded.slice(8 * at, 8 * at + 8), 2));
}

const metadata = (kind: number, ...own: readonly number[]): readonly number[] => [kind, 1, 0, 0, 1, ...own, ...Array.from({ length: 11 - own.length }, () => 0)];

interface Encoded { readonly type: Type; readonly shape: readonly number[]; readonly data: Uint8Array; readonly ancillary: Uint8Array; readonly scales?: readonly number[]; readonly zeroPoints?: readonly number[]; readonly axis?: number }

/** The decoded tensor is added to an input where ADD takes its type, and is a result of the model anyway. */
function decode(name: string, e: Encoded): OpCase {
  const q = { ...(e.scales === undefined ? {} : { scales: e.scales, zeroPoints: e.zeroPoints ?? e.scales.map(() => 0), axis: e.axis ?? 0 }) };
  return {
    name,
    model: {
      tensors: [
        { name: 'x', type: 'int8', shape: [1], scales: [1], zeroPoints: [0] }, { name: 'data', type: 'uint8', shape: [e.data.length], data: e.data },
        { name: 'ancillary', type: 'uint8', shape: [e.ancillary.length], data: e.ancillary }, { name: 'decoded', type: e.type, shape: e.shape, ...q }, { name: 'y', type: 'int8', shape: [1, 1], scales: [1], zeroPoints: [0] },
      ],
      operators: [{ op: { custom: 'TFLM_DECODE' }, inputs: [1, 2], outputs: [3] }, { op: 'RESHAPE', inputs: [0], outputs: [4], options: { new_shape: [1, 1] } }],
      inputs: [0], outputs: [3, 4],
    },
  };
}

function lookUp(type: Type, width: number, shape: readonly number[], channels = 1, axis = 0): OpCase {
  const count = shape.reduce((a, b) => a * b, 1), stride = 2 ** width, name = `${type}, ${width} bits, ${channels} channels along ${axis}`;
  const values = type === 'float32' ? reals(name, stride * channels, -3, 3) : type === 'bool' ? integers(name, stride * channels, 0, 1) : integers(name, stride * channels, -120, 120);
  return decode(`look-up table, ${name}`, {
    type, shape, data: bits(Array.from(integers(`${name} indices`, count, 0, stride - 1)), width), ancillary: Uint8Array.from([...metadata(0, width, stride), ...encode(type, values)]),
    ...(type === 'int8' ? { scales: Array.from({ length: channels }, (_, at) => 0.01 * (at + 1)), axis } : {}),
  });
}

function pruned(type: Type, shape: readonly number[], zeroPoints: readonly number[] = [0], axis = 0): OpCase {
  const count = shape.reduce((a, b) => a * b, 1), name = `${type}, zero points ${zeroPoints.join(' ')} along ${axis}`, flags = Array.from(integers(`${name} flags`, count, 0, 1)), kept = flags.filter((flag) => flag === 1).length;
  const values = type === 'float32' ? reals(name, kept, -3, 3) : type === 'bool' ? integers(name, kept, 1, 1) : integers(name, kept, -120, 120);
  return decode(`pruned, ${name}`, {
    type, shape, data: bits(flags, 1), ancillary: Uint8Array.from([...metadata(2), ...encode(type, values)]), ...(type === 'int8' ? { scales: zeroPoints.map((_, at) => 0.01 * (at + 1)), zeroPoints, axis } : {}),
  });
}

/** 0: 5, 10: -7, 110: 100, 111: -128, with two bits looked up first. */
function huffman(type: 'int8' | 'int16', wide: boolean): OpCase {
  const symbols = [5, -7, 100, -128], codes = ['0', '10', '110', '111'], chosen = Array.from(integers(`huffman ${type}`, 61, 0, 3));
  const found = wide ? 2 ** 31 : 2 ** 15, at = wide ? 27 : 11, symbol = (which: number, used: number): number => found + used * 2 ** at + ((symbols[which] ?? 0) & (type === 'int8' ? 0xff : 0xffff));
  const table = [symbol(0, 1), symbol(0, 1), symbol(1, 2), 0 * 2 ** at + 1, symbol(2, 1), symbol(3, 1)];
  const text = chosen.map((which) => codes[which] ?? '').join('');
  return decode(`Huffman, ${type}, tables of ${wide ? 32 : 16} bits`, {
    // One word more than needed: TFLM looks ahead.
    type, shape: [61], data: bits([...text, ...'0'.repeat(64)].map(Number), 1), ancillary: Uint8Array.from([...metadata(1, (1 << 4) | (wide ? 1 : 0)), ...encode(wide ? 'uint32' : 'int16', wide ? table : table.map((entry) => (entry << 16) >> 16))]),
    ...(type === 'int8' ? { scales: [0.1] } : {}),
  });
}

export const cases: readonly OpCase[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map((width) => lookUp('int8', width, [3, 37])), ...(['int16', 'int32', 'int64', 'float32', 'bool'] as const).map((type) => lookUp(type, 3, [41])),
  lookUp('int8', 4, [5, 3, 17], 5), lookUp('int8', 2, [4, 33], 4), lookUp('int8', 3, [2, 2, 40], 2), lookUp('int8', 3, [3, 5, 4], 4, 2),
  ...(['int8', 'int16', 'int32', 'int64', 'float32', 'bool'] as const).map((type) => pruned(type, [45])),
  pruned('int8', [45], [-9]), pruned('int8', [3, 13], [1, -2, 3]), pruned('int8', [13, 3], [1, -2, 3], 1),
  huffman('int8', false), huffman('int8', true), huffman('int16', true),
];
