/**
 * How files store numbers: plain floats, and GGML's blocks. Block layouts are facts of ggml (github.com/ggml-org/ggml, ggml-common.h); the tests compare with
 * the `gguf` Python package.
 */
import { fail } from '../../../runtime-ts/diagnostic.js';
import { halfTable } from '../../../runtime-ts/numerics/half.js';
import type { ByteSource } from '../../language_model/checkpoint.js';

export interface Encoding {
  readonly name: string;
  /** Elements and bytes of a block; a plain type has blocks of one element. */
  readonly elements: number;
  readonly bytes: number;
  /** Decodes whole blocks into `out` from `at` on. */
  decode(blocks: Uint8Array, out: Float32Array, at: number): void;
}

function half(bytes: Uint8Array, at: number): number {
  return halfTable()[bytes[at]! | (bytes[at + 1]! << 8)]!;
}

/** An encoding in blocks, told by how one block is decoded. Its arithmetic is float32's, as in ggml. */
function blocks(name: string, elements: number, bytes: number, block: (from: Uint8Array, at: number, out: Float32Array, to: number) => void): Encoding {
  return {
    name, elements, bytes,
    decode(data, out, at) {
      for (let from = 0, to = at; from < data.length; from += bytes, to += elements) block(data, from, out, to);
    },
  };
}

const f = Math.fround;

export const f32: Encoding = {
  name: 'F32', elements: 1, bytes: 4,
  decode(data, out, at) { new Uint8Array(out.buffer, out.byteOffset + 4 * at, data.length).set(data); },
};
export const f16: Encoding = blocks('F16', 1, 2, (from, at, out, to) => { out[to] = half(from, at); });
export const bf16: Encoding = {
  name: 'BF16', elements: 1, bytes: 2,
  decode(data, out, at) {
    const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
    for (let i = 0; i < data.length; i += 2) bits[at++] = ((data[i]! | (data[i + 1]! << 8)) << 16) >>> 0;
  },
};
/** Low nibbles are the first 16 of 32 values, high ones the others. */
export const q4_0: Encoding = blocks('Q4_0', 32, 18, (from, at, out, to) => {
  const d = half(from, at);
  for (let i = 0; i < 16; i++) {
    const byte = from[at + 2 + i]!;
    out[to + i] = d * ((byte & 15) - 8);
    out[to + 16 + i] = d * ((byte >> 4) - 8);
  }
});
export const q4_1: Encoding = blocks('Q4_1', 32, 20, (from, at, out, to) => {
  const d = half(from, at), m = half(from, at + 2);
  for (let i = 0; i < 16; i++) {
    const byte = from[at + 4 + i]!;
    out[to + i] = f(d * (byte & 15)) + m;
    out[to + 16 + i] = f(d * (byte >> 4)) + m;
  }
});
/** Fifth bits are a word of 32, one a value. */
function fiveBits(name: string, head: number, bytes: number, offset: (from: Uint8Array, at: number) => number): Encoding {
  return blocks(name, 32, bytes, (from, at, out, to) => {
    const d = half(from, at), rest = at + head + 4, m = offset(from, at), centre = head === 2 ? 16 : 0;
    for (let i = 0; i < 32; i++) {
      const byte = from[rest + (i & 15)]!, high = (from[at + head + (i >> 3)]! >> (i & 7)) & 1;
      out[to + i] = f(d * (((i < 16 ? byte & 15 : byte >> 4) | (high << 4)) - centre)) + m;
    }
  });
}
export const q5_0: Encoding = fiveBits('Q5_0', 2, 22, () => 0);
export const q5_1: Encoding = fiveBits('Q5_1', 4, 24, (from, at) => half(from, at + 2));
export const q8_0: Encoding = blocks('Q8_0', 32, 34, (from, at, out, to) => {
  const d = half(from, at);
  for (let i = 0; i < 32; i++) out[to + i] = d * ((from[at + 2 + i]! << 24) >> 24);
});
/** Eight 6-bit scales and eight 6-bit minima in 12 bytes: those of the first four in the low 6 bits, of the others in nibbles with their high bits above the first four's. */
function scaleAndMinimum(from: Uint8Array, at: number, j: number): readonly [scale: number, minimum: number] {
  if (j < 4) return [from[at + j]! & 63, from[at + j + 4]! & 63];
  return [(from[at + j + 4]! & 15) | ((from[at + j - 4]! >> 6) << 4), (from[at + j + 4]! >> 4) | ((from[at + j]! >> 6) << 4)];
}
export const q4_k: Encoding = blocks('Q4_K', 256, 144, (from, at, out, to) => {
  const d = half(from, at), least = half(from, at + 2);
  for (let j = 0; j < 8; j++) {
    const [scale, minimum] = scaleAndMinimum(from, at + 4, j), a = f(d * scale), b = f(least * minimum), data = at + 16 + 32 * (j >> 1);
    for (let i = 0; i < 32; i++) out[to + 32 * j + i] = f(a * ((from[data + i]! >> (4 * (j & 1))) & 15)) - b;
  }
});
export const q5_k: Encoding = blocks('Q5_K', 256, 176, (from, at, out, to) => {
  const d = half(from, at), least = half(from, at + 2);
  for (let j = 0; j < 8; j++) {
    const [scale, minimum] = scaleAndMinimum(from, at + 4, j), a = f(d * scale), b = f(least * minimum), data = at + 48 + 32 * (j >> 1);
    for (let i = 0; i < 32; i++) out[to + 32 * j + i] = f(a * (((from[data + i]! >> (4 * (j & 1))) & 15) | (((from[at + 16 + i]! >> j) & 1) << 4))) - b;
  }
});
/** Two halves of 128: each 64 bytes of low nibbles, 32 bytes of high pairs of bits, 8 scales of 16 values. */
export const q6_k: Encoding = blocks('Q6_K', 256, 210, (from, at, out, to) => {
  const d = half(from, at + 208);
  for (let i = 0; i < 256; i++) {
    const half128 = i >> 7, within = i & 127, quarter = within >> 5, lane = within & 31;
    const low = from[at + 64 * half128 + 32 * (quarter & 1) + lane]!, high = from[at + 128 + 32 * half128 + lane]!;
    const value = (((low >> (quarter < 2 ? 0 : 4)) & 15) | (((high >> (2 * quarter)) & 3) << 4)) - 32, scale = (from[at + 192 + (i >> 4)]! << 24) >> 24;
    out[to + i] = f(d * scale) * value;
  }
});

/** Bytes of a file read at once. */
const piece = 4 << 20;

/** `count` elements from a file, finite ones: N0652 with the tensor's name and the place of the first that is not. */
export function readFloats(source: ByteSource, offset: number, count: number, encoding: Encoding, tensor: string, columns: number): Float32Array {
  const values = new Float32Array(count), step = Math.floor(piece / encoding.bytes);
  for (let block = 0; block < count / encoding.elements; block += step) {
    const length = Math.min(step, count / encoding.elements - block);
    encoding.decode(source.read(offset + block * encoding.bytes, length * encoding.bytes), values, block * encoding.elements);
  }
  refuseNonFinite(values, tensor, columns, source.name);
  return values;
}

export function refuseNonFinite(values: Float32Array, tensor: string, columns: number, file: string): void {
  for (let at = 0; at < values.length; at++)
    if (!Number.isFinite(values[at])) fail('N0652', `the weight at row ${Math.floor(at / columns)}, column ${at % columns} is ${values[at]}`, { where: `file ${file}, tensor ${tensor}` });
}
