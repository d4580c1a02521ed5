/** Matrices of language models as the kernels in firmware/kernels/bn_lm_linear.c read them: four rows side by side. */
import type { Operands, TypedArray, Value } from '../../runtime-ts/ir/graph.js';
import type { RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { table, type KernelParams } from './op_slice.js';

/** Where columns of a group begin, and how many there are. */
function groupsOf(columns: number, group: number): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(columns / group) }, (_, g) => [g * group, Math.min(group, columns - g * group)]);
}

const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple;

/** Bytes that a product needs for the vector: int16 of all padded groups, and with nibbles an int32 for each. */
export function rowsScratch({ bits, group }: RowsAttrs, columns: number): number {
  const groups = groupsOf(columns, group), multiple = bits === 8 ? 4 : 8;
  return bits === 32 ? 0 : groups.reduce((sum, [, length]) => sum + 2 * roundUp(length, multiple), 0) + (bits === 8 ? 0 : 4 * groups.length);
}

/** `weights`, and `scales` of quantized ones. 3-bit weights take a nibble each. */
export function rowsParams({ attrs: { bits, group } }: Operands<RowsAttrs>, weights: Value, scales: Value | undefined): KernelParams {
  const [rows = 0, columns = 0] = weights.type.shape, data = constantData(weights);
  if (bits === 32) return { rows, columns, weights: table('weights', 'f32', interleave(data, rows, columns, new Float32Array(roundUp(rows, 4) * columns)), `[${Math.ceil(rows / 4)}][${columns}][4]`, 16) };
  if (scales === undefined) throw new Error(`"${weights.name}" has no scales`);
  const groups = groupsOf(columns, group), words: number[] = [], at = (row: number, column: number, end: number): number => (row < rows && column < end ? Number(data[row * columns + column]) : 0);
  for (let block = 0; block < rows; block += 4)
    for (const [begin, length] of groups)
      for (let column = begin; column < begin + length; column += bits === 8 ? 4 : 8)
        for (let row = block; row < block + 4; row++) {
          const value = (k: number): number => at(row, column + k, begin + length);
          words.push(bits === 8 ? bytesWord([value(0), value(2), value(1), value(3)]) : nibblesWord(value));
        }
  return {
    rows, columns, group, weights: table('weights', 'u32', Uint32Array.from(words), `[${Math.ceil(rows / 4)}][${words.length / Math.ceil(rows / 4) / 4}][4]: ${bits === 8 ? 'four bytes' : 'eight nibbles'} of a row`, 16),
    scales: table('scales', 'u16', interleave(constantData(scales), rows, groups.length, new Uint16Array(roundUp(rows, 4) * groups.length)), `[${Math.ceil(rows / 4)}][${groups.length}][4]: binary16`),
  };
}

function bytesWord(values: readonly number[]): number {
  return values.reduce((word, value, at) => word | (value & 255) << (8 * at), 0) >>> 0;
}

function nibblesWord(value: (k: number) => number): number {
  let word = 0;
  for (let k = 0; k < 8; k++) word |= (value(k) + 8) << (4 * (k >> 1) + 16 * (k & 1));
  return word >>> 0;
}

function interleave<T extends Float32Array | Uint16Array>(data: TypedArray, rows: number, columns: number, result: T): T {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) result[((row >> 2) * columns + column) * 4 + (row & 3)] = Number(data[row * columns + column]);
  return result;
}

/** `true` where a matrix has one of these widths; else why not. */
export function ofBits(...wanted: readonly RowsAttrs['bits'][]): (o: Operands<RowsAttrs>) => true | string {
  return ({ attrs: { bits } }) => (wanted.includes(bits) ? true : `takes weights of ${wanted.join(' or ')} bits, not ${bits}`);
}
