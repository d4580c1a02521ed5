import { viewOf, type Value } from '../../runtime-ts/ir/graph.js';
import type { Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { table, type TableField } from './op_slice.js';

/** [channels][3] for the int8 kernels: bias plus what the compiler folded into it (modulo 2^32), multiplier, shift. */
export function channelTable(bias: Value | undefined, folded: readonly number[], multipliers: readonly Multiplier[]): TableField {
  const biases = bias?.storage.kind === 'constant' ? viewOf('i32', bias.storage.bytes) : undefined;
  const rows = multipliers.flatMap(({ mantissa, shift }, channel) => [(Number(biases?.[channel] ?? 0) + (folded[channel] ?? 0)) | 0, mantissa, shift]);
  return table('channels', 'i32', Int32Array.from(rows), `[${multipliers.length}][3]: bias, multiplier, shift`);
}
