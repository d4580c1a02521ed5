/** Input data that every run and every machine makes alike. */
import { elementBytes, viewOf, type Element } from '../../runtime-ts/ir/graph.js';

/**
 * How to fill an input: `random` over the type's whole range (float32: -4 to 4), its lowest or highest value, zeros, a ramp
 * up, uniform between two bounds (inclusive for integers), or the values themselves, repeated as needed.
 */
export type Fill = 'random' | 'min' | 'max' | 'zero' | 'ramp' | { readonly low: number; readonly high: number } | readonly number[];

const limits: Readonly<Record<Element, readonly [number, number]>> = {
  i8: [-128, 127], u8: [0, 255], bool: [0, 1], i16: [-32768, 32767], u16: [0, 65535], i32: [-(2 ** 31), 2 ** 31 - 1], u32: [0, 2 ** 32 - 1],
  // The 64-bit ranges are what a JavaScript number holds exactly.
  i64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER], u64: [0, Number.MAX_SAFE_INTEGER], f32: [-4, 4],
};

/** `count` values as raw bytes. `seed` is a text; `start` is how many values of a list or a ramp came before. */
export function inputBytes(element: Element, count: number, fill: Fill, seed: string, start: number): Uint8Array {
  const bytes = new Uint8Array(count * elementBytes(element));
  const view = viewOf(element, bytes);
  const next = valueSource(element, fill, seed, start);
  for (let i = 0; i < count; i++) {
    const value = next(i);
    view[i] = view instanceof BigInt64Array || view instanceof BigUint64Array ? BigInt(value) : value;
  }
  return bytes;
}

function valueSource(element: Element, fill: Fill, seed: string, start: number): (index: number) => number {
  const [low, high] = limits[element];
  if (fill === 'min') return () => low;
  if (fill === 'max') return () => high;
  if (fill === 'zero') return () => 0;
  if (fill === 'ramp') return (index) => (element === 'f32' ? (start + index) / 8 - 4 : low + ((start + index) % (high - low + 1)));
  if (fill === 'random') return uniform(element, low, high, seed);
  if ('low' in fill) return uniform(element, fill.low, fill.high, seed);
  return (index) => fill[(start + index) % fill.length] ?? 0;
}

function uniform(element: Element, low: number, high: number, seed: string): () => number {
  const random = xorshift32(fnv1a(seed));
  if (element === 'f32') return () => low + (high - low) * (random() / 2 ** 32);
  // 53 bits: enough for the 64-bit types as well.
  return () => low + Math.floor((random() * 2 ** 21 + (random() >>> 11)) * ((high - low + 1) / 2 ** 53));
}

/** Marsaglia's generator: 32 bits a call, never zero. */
export function xorshift32(seed: number): () => number {
  let state = seed === 0 ? 1 : seed >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>>= 0;
  };
}

/** A text as 32 bits. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** `count` whole numbers from `low` to `high`, for a constant. */
export function integers(seed: string, count: number, low: number, high: number): readonly number[] {
  const random = xorshift32(fnv1a(seed));
  return Array.from({ length: count }, () => low + Math.floor((high - low + 1) * (random() / 2 ** 32)));
}

/** `count` real numbers between two bounds, for a constant. */
export function reals(seed: string, count: number, low: number, high: number): readonly number[] {
  const random = xorshift32(fnv1a(seed));
  return Array.from({ length: count }, () => Math.fround(low + (high - low) * (random() / 2 ** 32)));
}
