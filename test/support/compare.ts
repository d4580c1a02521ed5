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

/** Bytes; for float32 as bit patterns with one NaN, because processors differ in the sign of a NaN that they make. */
export function comparable(element: Element, bytes: Uint8Array): readonly number[] {
  if (element !== 'f32') return Array.from(bytes);
  const copy = bytes.slice(), values = viewOf('f32', copy) as Float32Array;
  return Array.from(new Uint32Array(values.buffer, values.byteOffset, values.length), (bits, at) => (Number.isNaN(values[at]) ? -1 : bits));
}
