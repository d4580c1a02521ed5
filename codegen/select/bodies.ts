/**
 * Which calls share one copy of a kernel's body. In a body, params that are equal for all its calls are literals, so that loops and branches which none
 * of them needs are gone; the others are read from a struct of the layer.
 */
import type { Field, KernelCall, KernelParams } from '../ops/op_slice.js';

/** A field of a params struct that is no struct or list itself. */
export interface Leaf {
  /** Its path, as a C name. */
  readonly name: string;
  readonly field: Field;
}

export function leavesOf(params: KernelParams): readonly Leaf[] {
  return Object.entries(params).flatMap(([name, field]) => leaves(name, field));
}

function leaves(name: string, field: Field): readonly Leaf[] {
  if (field === null || typeof field !== 'object') return [{ name, field }];
  if (field.kind === 'struct') return leavesOf(field.fields).map((leaf) => ({ ...leaf, name: `${name}_${leaf.name}` }));
  if (field.kind === 'list') return field.items.flatMap((item, at) => leaves(`${name}_${at}`, item));
  return [{ name, field }];
}

/** Calls with the same key can share a body; `mayDiffer` says which numbers need not be equal for that. */
export function bodyKey(symbol: string, call: KernelCall, mayDiffer: (leaf: string) => boolean): string {
  const signature = [...call.reads, ...call.writes].map(({ type }) => type.element), scratch = call.scratchBytes ? 'scratch' : '';
  return [symbol, signature.join(' '), call.reads.length, scratch, ...leavesOf(call.params).map(({ name, field }) => `${name} ${leafKey(field, mayDiffer(name))}`)].join('\n');
}

function leafKey(field: Field, mayDiffer: boolean): string {
  if (typeof field === 'boolean') return mayDiffer ? 'flag' : String(field);
  if (typeof field === 'number' || typeof field === 'bigint') return mayDiffer ? 'number' : String(field);
  // A table is read through a pointer in any case.
  if (field !== null && field.kind === 'table') return `table of ${field.element}`;
  return JSON.stringify(field);
}
