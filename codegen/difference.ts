import type { TypedArray } from '../runtime-ts/ir/graph.js';

/** How close two tensors have to be. */
export type Closeness = { readonly mode: 'exact' } | { readonly mode: 'close'; readonly atol: number; readonly rtol: number };

/** The first element in which two tensors differ, in words. */
export function firstDifference(got: TypedArray, want: TypedArray, rule: Closeness = { mode: 'exact' }): string | undefined {
  for (let at = 0; at < want.length; at++) {
    const a = got[at], b = want[at];
    const equal = Object.is(a, b) || (rule.mode === 'close' && Math.abs(Number(a) - Number(b)) <= rule.atol + rule.rtol * Math.abs(Number(b)));
    if (!equal) return `element ${at}: expected ${b}, got ${a}`;
  }
  return undefined;
}
