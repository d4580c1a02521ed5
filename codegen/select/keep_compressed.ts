/**
 * --keep-compressed: weights that have few values stay in flash as indices of 1 to 7 bits into tables of values, and are unpacked into the arena before
 * their layer runs. It works on what a kernel reads, however packed, so the kernels need not know.
 */
import { bytesOf, type NodeId } from '../../runtime-ts/ir/graph.js';
import { table, type Coded, type KernelCall, type TableField } from '../ops/op_slice.js';
import type { Selection } from './select_kernels.js';

/** Smaller weights, and such that lose less than a quarter, stay as they are. */
const leastBytes = 256, mostLeft = 0.75;

/** The smallest coding of bytes; undefined where none is smaller. */
export function codeBytes(bytes: Uint8Array): Coded | undefined {
  let best: Coded | undefined;
  for (let blocks = 1; blocks <= 256 && bytes.length / blocks >= 32; blocks *= 2) {
    const block = Math.ceil(bytes.length / blocks), lists: number[][] = [];
    for (let at = 0; at < bytes.length; at += block) lists.push([...new Set(bytes.subarray(at, at + block))].sort((a, b) => a - b));
    const width = Math.max(1, Math.ceil(Math.log2(Math.max(...lists.map(({ length }) => length)))));
    if (width > 7) continue;
    const size = lists.length * 2 ** width + Math.ceil((bytes.length * width) / 8);
    if (size < bytes.length && (best === undefined || size < best.values.length + best.indices.length)) best = code(bytes, lists, block, width);
  }
  return best;
}

function code(bytes: Uint8Array, lists: readonly (readonly number[])[], block: number, width: number): Coded {
  const values = new Uint8Array(lists.length * 2 ** width), indices = new Uint8Array(Math.ceil((bytes.length * width) / 8));
  lists.forEach((list, at) => { values.set(list, at * 2 ** width); });
  bytes.forEach((byte, at) => {
    const index = lists[Math.floor(at / block)]?.indexOf(byte) ?? 0;
    for (let bit = 0; bit < width; bit++) if ((index >> (width - 1 - bit)) & 1) { const place = at * width + bit; indices[place >> 3] = (indices[place >> 3] ?? 0) | (128 >> (place & 7)); }
  });
  return { width, block, values, indices };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Exchanges the weights of nodes that have one call. */
export function keepCompressed(selection: Selection, nodes: ReadonlySet<NodeId>): Selection {
  return new Map([...selection].map(([id, choice]) => {
    const [call, another] = choice.calls;
    if (!nodes.has(id) || call === undefined || another !== undefined) return [id, choice];
    const packed = packWeights(call);
    return [id, packed === undefined ? choice : { ...choice, calls: [packed], reason: `${choice.reason}; weights unpacked from ${packed.unpack?.coded.width} bits` }];
  }));
}

function packWeights(call: KernelCall): KernelCall | undefined {
  const weights = call.params['weights'];
  if (weights === undefined || weights === null || typeof weights !== 'object' || weights.kind !== 'table') return undefined;
  const bytes = bytesOf(weights.data), coded = bytes.byteLength < leastBytes ? undefined : codeBytes(bytes);
  if (coded === undefined || coded.values.length + coded.indices.length > mostLeft * bytes.byteLength) return undefined;
  const offset = aligned(call.scratchBytes ?? 0);
  return { ...call, params: { ...call.params, weights: { kind: 'unpacked', element: weights.element, offset } }, unpack: { coded, bytes: bytes.byteLength, offset } };
}

/** Bytes of the arena that a call needs besides its operands. */
export function callMemory({ scratchBytes = 0, unpack }: KernelCall): number {
  return unpack === undefined ? scratchBytes : unpack.offset + unpack.bytes;
}

/** The params of bn_unpack. */
export function unpackParams({ coded, bytes }: NonNullable<KernelCall['unpack']>): { readonly count: number; readonly width: number; readonly block: number; readonly values: TableField; readonly indices: TableField } {
  return {
    count: bytes, width: coded.width, block: coded.block,
    values: table('weight_values', 'u8', coded.values, `[${coded.values.length / 2 ** coded.width}][${2 ** coded.width}]`), indices: table('weight_indices', 'u8', coded.indices, `${coded.width} bits each`),
  };
}
