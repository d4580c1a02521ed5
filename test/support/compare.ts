/** Comparison of outputs: integers exactly, floats within a tolerance. */
import { elementBytes, viewOf, type Element } from '../../runtime-ts/ir/graph.js';

export interface Tolerance { readonly atol: number; readonly rtol: number }

/** undefined: equal. Otherwise the first difference, and how many there are. */
export function difference(element: Element, got: Uint8Array, expected: Uint8Array, tolerance: Tolerance): string | undefined {
  if (got.byteLength !== expected.byteLength)
    return `${got.byteLength / elementBytes(element)} elements instead of ${expected.byteLength / elementBytes(element)}`;
  const a = viewOf(element, got), b = viewOf(element, expected);
  const wrong: number[] = [];
  for (let i = 0; i < a.length; i++) if (!same(element, a[i]!, b[i]!, tolerance)) wrong.push(i);
  const [first] = wrong;
  return first === undefined ? undefined : `${wrong.length} of ${a.length} elements differ, first at ${first}: got ${a[first]}, expected ${b[first]}`;
}

function same(element: Element, got: number | bigint, expected: number | bigint, { atol, rtol }: Tolerance): boolean {
  if (element !== 'f32') return got === expected;
  const a = Number(got), b = Number(expected);
  if (!Number.isFinite(b)) return Object.is(a, b);
  return Math.abs(a - b) <= atol + rtol * Math.abs(b);
}
