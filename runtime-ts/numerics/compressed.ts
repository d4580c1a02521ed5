/**
 * The encodings of TensorFlow Lite Micro's compression tool (micro/kernels/decode_state_{lut,prune,huffman}.*): a tensor of compressed data
 * and an ancillary tensor, which begins with 16 bytes of metadata: kind, version, then what each kind needs.
 */
import { elementBytes, type Element } from '../ir/graph.js';

export interface Compressed {
  readonly data: Uint8Array;
  readonly ancillary: Uint8Array;
  /** Of the result. */
  readonly element: Element;
  readonly count: number;
  /** Zero points, one or one per channel; channels are the first dimension, or the last where `channelsLast`. */
  readonly zeroPoints: readonly number[];
  readonly channelsLast: boolean;
}

/** What is wrong with the data. */
export class CompressionError extends Error {}

const metadataBytes = 16;

function refuse(what: string): never {
  throw new CompressionError(what);
}

/** The result's bytes. Throws a CompressionError that says what is wrong. */
export function decompress(c: Compressed): Uint8Array {
  if (c.ancillary.byteLength < metadataBytes) refuse('ancillary data of 16 bytes or more');
  const [kind, version, , , own] = c.ancillary;
  if (version !== 1 || own !== 1) refuse(`version 1 of its encoding; it has ${version}.${own}`);
  switch (kind) {
    case 0: return lookUp(c);
    case 1: return huffman(c);
    case 2: return unprune(c);
    default: return refuse(`a look-up table (0), Huffman codes (1) or pruning (2); it has the kind ${kind}`);
  }
}

/** Bits of a byte string, the highest of each byte first; zeros follow its end. */
function bitsAt(data: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let bit = at; bit < at + count; bit++) value = value * 2 + (((data[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}

/** The channel of an element. */
function channelOf(c: Compressed, at: number): number {
  const channels = c.zeroPoints.length;
  return c.channelsLast ? at % channels : Math.floor(at / Math.ceil(c.count / channels));
}

/** Indices of 1 to 7 bits into a table of values for each channel. */
function lookUp(c: Compressed): Uint8Array {
  const width = (c.ancillary[5] ?? 0) & 7, stride = c.ancillary[6] ?? 0, size = elementBytes(c.element), table = c.ancillary.subarray(metadataBytes);
  if (width === 0) refuse('indices of 1 to 7 bits');
  if (c.data.byteLength * 8 < c.count * width) refuse(`${Math.ceil((c.count * width) / 8)} bytes of indices; it has ${c.data.byteLength}`);
  const result = new Uint8Array(c.count * size);
  for (let at = 0; at < c.count; at++) {
    const from = (channelOf(c, at) * stride + bitsAt(c.data, at * width, width)) * size;
    if (from + size > table.byteLength) refuse('indices inside the table of values');
    result.set(table.subarray(from, from + size), at * size);
  }
  return result;
}

/** A bit for each element: whether the next value follows, or it is the zero point. */
function unprune(c: Compressed): Uint8Array {
  const size = elementBytes(c.element), values = c.ancillary.subarray(metadataBytes), result = new Uint8Array(c.count * size);
  if (c.data.byteLength * 8 < c.count) refuse(`${Math.ceil(c.count / 8)} bytes of flags; it has ${c.data.byteLength}`);
  if (c.element !== 'i8' && c.zeroPoints.some((zero) => zero !== 0)) refuse('zero points of 0 where it is not int8');
  let from = 0;
  for (let at = 0; at < c.count; at++) {
    if (bitsAt(c.data, at, 1) === 0) {
      result[at * size] = c.zeroPoints[c.zeroPoints.length > 1 ? channelOf(c, at) : 0] ?? 0;
      continue;
    }
    if (from + size > values.byteLength) refuse('as many values as flags that are set');
    result.set(values.subarray(from, from + size), at * size);
    from += size;
  }
  return result;
}

/**
 * Codes through tables of 16 or 32 bit entries. An entry with the highest bit is a symbol, and says how many bits of this look-up belong to it; another says how
 * many bits to look up next, less one, and how far away that table is.
 */
function huffman(c: Compressed): Uint8Array {
  const sizes = c.ancillary[5] ?? 0, wide = (sizes & 1) !== 0, first = (sizes >> 4) + 1, tables = c.ancillary.subarray(metadataBytes), entryBytes = wide ? 4 : 2;
  if (c.element !== 'i8' && c.element !== 'i16') refuse('int8 or int16 values');
  if (!wide && c.element !== 'i8') refuse('tables of 32 bits for int16');
  const view = new DataView(tables.buffer, tables.byteOffset, tables.byteLength), shift = wide ? 27 : 11, found = wide ? 2 ** 31 : 2 ** 15;
  const entry = (at: number): number => {
    if ((at + 1) * entryBytes > tables.byteLength) refuse('codes that its tables hold');
    return wide ? view.getUint32(at * 4, true) : view.getUint16(at * 2, true);
  };
  const size = elementBytes(c.element), result = new Uint8Array(c.count * size);
  let bit = 0;
  for (let at = 0; at < c.count; at++) {
    let used = first, index = bitsAt(c.data, bit, used), value = entry(index);
    bit += used;
    while (value < found) {
      if (bit > c.data.byteLength * 8) refuse('codes that end within the data');
      used = Math.floor(value / 2 ** shift) + 1;
      index += (value % 2 ** shift) + bitsAt(c.data, bit, used);
      bit += used;
      value = entry(index);
    }
    bit -= Math.max(used - (Math.floor(value / 2 ** shift) & 15), 0);
    if (bit > c.data.byteLength * 8) refuse('codes that end within the data');
    for (let byte = 0; byte < size; byte++) result[at * size + byte] = Math.floor(value / 256 ** byte) & 255;
  }
  return result;
}
