/** Matrices of language models as the kernels in firmware/kernels/bn_lm_linear.c read them: four rows side by side. */
import type { Operands, TypedArray, Value } from '../../runtime-ts/ir/graph.js';
import type { RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { lazyTable, type KernelParams } from './op_slice.js';

/** Where columns of a group begin, and how many there are. */
function groupsOf(columns: number, group: number): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(columns / group) }, (_, g) => [g * group, Math.min(group, columns - g * group)]);
}

const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple;

/** Bytes that a product needs beside its operands for each group of columns. */
export type GroupScratch = (columns: number) => number;

/** Bytes that a product needs for the vector: the codes of all padded groups, and what each group takes beside. */
export function rowsScratch({ bits, group }: RowsAttrs, columns: number, beside: GroupScratch, codeBytes: 1 | 2): number {
  return groupsOf(columns, group).reduce((sum, [, length]) => sum + codeBytes * roundUp(length, bits === 8 ? 4 : 8) + beside(length), 0);
}

/** How quantized weights lie: words of a row, or vectors of 16 bytes for Helium (bn_lm_linear_mve.h). */
export type Packing = 'words' | 'vectors';

/** `weights`, and `scales` of quantized ones, packed when they are written. 3-bit weights take a nibble each. */
export function rowsParams({ attrs: { bits, group } }: Operands<RowsAttrs>, weights: Value, scales: Value | undefined, packing: Packing = 'words'): KernelParams {
  const [rows = 0, columns = 0] = weights.type.shape, blocks = Math.ceil(rows / 4), key = `${weights.id} by fours`;
  if (bits === 32) {
    const compute = (): TypedArray => interleave(constantData(weights) as Float32Array, rows, columns, new Float32Array(4 * blocks * columns));
    return { rows, columns, weights: lazyTable('weights', 'f32', { length: 4 * blocks * columns, key, layout: `[${blocks}][${columns}][4]`, align: 16, compute }) };
  }
  if (scales === undefined) throw new Error(`"${weights.name}" has no scales`);
  const groups = groupsOf(columns, group), perWord = bits === 8 ? 4 : 8, words = groups.reduce((sum, [, length]) => sum + Math.ceil(length / perWord), 0);
  const perVector = 4 * perWord, vectors = groups.reduce((sum, [, length]) => sum + Math.ceil(length / perVector), 0);
  return {
    rows, columns, group,
    weights: packing === 'words' ? lazyTable('weights', 'u32', {
      length: 4 * blocks * words, key: `${key}, ${bits} bits in groups of ${group}`, layout: `[${blocks}][${words}][4]: ${bits === 8 ? 'four bytes' : 'eight nibbles'} of a row`, align: 16,
      compute: () => packWords(constantData(weights) as Int8Array, rows, columns, groups, bits === 8 ? bytesOfWord : nibblesOfWord, new Uint32Array(4 * blocks * words)),
    }) : lazyTable('weights', 'i8', {
      length: 64 * blocks * vectors, key: `${key}, vectors, ${bits} bits in groups of ${group}`, layout: `[${blocks}][${vectors}][4][16]: ${bits === 8 ? 'bytes' : 'nibbles'} of a row`, align: 16,
      compute: () => packVectors(constantData(weights) as Int8Array, rows, columns, groups, perVector, new Int8Array(64 * blocks * vectors)),
    }),
    scales: lazyTable('scales', 'u16', {
      length: 4 * blocks * groups.length, key: `${scales.id} by fours`, layout: `[${blocks}][${groups.length}][4]: binary16`,
      compute: () => interleave(constantData(scales) as Uint16Array, rows, groups.length, new Uint16Array(4 * blocks * groups.length)),
    }),
  };
}

/** How a word holds columns of a row: where each column begins, and what is added to its value. */
interface WordLayout { readonly shifts: readonly number[]; readonly mask: number; readonly offsets: readonly number[] }
const bytesOfWord: WordLayout = { shifts: [0, 8, 16, 24], mask: 255, offsets: [128, 0, 128, 0] };
const nibblesOfWord: WordLayout = { shifts: [0, 16, 4, 20, 8, 24, 12, 28], mask: 15, offsets: Array<number>(8).fill(8) };

/** Words of four rows side by side; a group's last word is filled up with zeros, and the last rows with rows of zeros. */
function packWords(data: Int8Array, rows: number, columns: number, groups: readonly (readonly [number, number])[], { shifts, mask, offsets }: WordLayout, result: Uint32Array): Uint32Array {
  let to = 0;
  for (let block = 0; block < rows; block += 4)
    for (const [begin, length] of groups)
      for (let column = begin, end = begin + length; column < end; column += shifts.length)
        for (let row = block; row < block + 4; row++) {
          let word = 0;
          for (let k = 0; k < shifts.length; k++) word |= (((row < rows && column + k < end ? data[row * columns + column + k]! : 0) + offsets[k]!) & mask) << shifts[k]!;
          result[to++] = word;
        }
  return result;
}

/** Vectors of four rows side by side, of 16 columns or of 32, the later ones in the high halves of the bytes; filled up with zeros. */
function packVectors(data: Int8Array, rows: number, columns: number, groups: readonly (readonly [number, number])[], perVector: number, result: Int8Array): Int8Array {
  let to = 0;
  for (let block = 0; block < rows; block += 4)
    for (const [begin, length] of groups)
      for (let column = begin, end = begin + length; column < end; column += perVector)
        for (let row = block; row < block + 4; row++) {
          const at = (k: number): number => (row < rows && column + k < end ? data[row * columns + column + k]! : 0);
          for (let k = 0; k < 16; k++) result[to++] = perVector === 16 ? at(k) : (at(k) & 15) | (at(k + 16) << 4);
        }
  return result;
}

function interleave<T extends Float32Array | Uint16Array>(data: T, rows: number, columns: number, result: T): T {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) result[((row >> 2) * columns + column) * 4 + (row & 3)] = data[row * columns + column]!;
  return result;
}

/** `true` where a matrix has one of these widths; else why not. */
export function ofBits(...wanted: readonly RowsAttrs['bits'][]): (o: Operands<RowsAttrs>) => true | string {
  return ({ attrs: { bits } }) => (wanted.includes(bits) ? true : `takes weights of ${wanted.join(' or ')} bits, not ${bits}`);
}
