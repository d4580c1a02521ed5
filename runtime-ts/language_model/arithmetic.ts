/**
 * The arithmetic of a language model (docs/adr/0013): float32 rounded after every operation, sums left to right from 0, integer
 * products exact. Twins: the kernels firmware/kernels/bn_lm_*.c. Vectors are written where `y`, `out` or `codes` say.
 */
import { exp, exp2Short, sqrt } from '../numerics/float32.js';
import { log2OfE } from '../numerics/float32_bits.js';
import { floatOfHalf, halfOfFloat, halfTable } from '../numerics/half.js';

export { floatOfHalf, halfOfFloat } from '../numerics/half.js';

const f = Math.fround;

/** A matrix of integers with a binary16 scale for every `group` columns of a row; the last group of a row may be shorter. */
export interface QuantizedRows {
  readonly rows: number;
  readonly columns: number;
  readonly group: number;
  /** [rows][columns] */
  readonly values: Int8Array;
  /** Bits of binary16, [rows][ceil(columns / group)]. */
  readonly scales: Uint16Array;
}

/** y = x / sqrt(mean(x^2) + epsilon) * gain. `y` may be `x`. */
export function rmsNorm(y: Float32Array, x: Float32Array, gain: Float32Array, epsilon: number): void {
  const size = x.length;
  let sum = 0;
  for (let at = 0; at < size; at++) sum = f(sum + f(x[at]! * x[at]!));
  const scale = f(1 / sqrt(f(f(sum / size) + f(epsilon))));
  for (let at = 0; at < size; at++) y[at] = gain[at]! * f(scale * x[at]!);
}

/** x += y */
export function addTo(x: Float32Array, y: Float32Array): void {
  for (let at = 0; at < x.length; at++) x[at] = x[at]! + y[at]!;
}

/** y = u * logistic(u) * v, as llama2.c orders it. `y` may be `u`. */
export function swiglu(y: Float32Array, u: Float32Array, v: Float32Array): void {
  for (let at = 0; at < y.length; at++) {
    const x = u[at]!;
    y[at] = f(x * f(1 / f(1 + exp(-x)))) * v[at]!;
  }
}

/** y[o] = sum over i of weights[o][i] * x[i] (+ bias[o]), one chain for each row. */
export function matVec(y: Float32Array, weights: Float32Array, x: Float32Array, bias?: Float32Array): void {
  const columns = x.length;
  for (let row = 0, at = 0; row < y.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, at++) sum = f(sum + f(weights[at]! * x[column]!));
    y[row] = bias === undefined ? sum : sum + bias[row]!;
  }
}

/** To the nearest integer, halves to even, of a number below 2^22 in size. */
function nearest(x: number): number {
  return f(f(x + 12582912) - 12582912) | 0;
}

function largestSize(x: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < x.length; at++) {
    const size = Math.abs(x[at]!);
    if (size > largest) largest = size;
  }
  return largest;
}

/** Vectors whose numbers are all smaller are taken for zeros: 127 / largest would overflow. */
const smallestLargest = 2 ** -100;

/** x ~ scale * codes, codes within [-127, 127]; returns the scale. A vector of zeros, or of numbers below 2^-100, has scale 0. */
export function dynamicQuantize(codes: Int8Array, x: Float32Array): number {
  const largest = largestSize(x);
  if (!(largest >= smallestLargest)) {
    codes.fill(0);
    return 0;
  }
  const inverse = f(127 / largest);
  for (let at = 0; at < codes.length; at++) codes[at] = nearest(f(x[at]! * inverse));
  return f(largest / 127);
}

/**
 * As `dynamicQuantize`, with a scale that binary16 has, and codes within [-limit, limit] that fit the rounded scale; returns the scale's bits. For the cache
 * of keys (limit 127) and values (127, or 7 in four bits).
 */
export function quantizeForCache(codes: Int8Array, x: Float32Array, limit: 127 | 7): number {
  const bits = Math.min(halfOfFloat(f(largestSize(x) / limit)), 0x7bff);
  if (bits === 0) {
    codes.fill(0);
    return 0;
  }
  const inverse = f(1 / floatOfHalf(bits));
  for (let at = 0; at < codes.length; at++) {
    // A scale that was rounded down gives up to half a step more than the limit (beyond 65504, or below normal numbers, much more).
    const scaled = f(x[at]! * inverse);
    codes[at] = scaled >= limit ? limit : scaled <= -limit ? -limit : nearest(scaled);
  }
  return bits;
}

/**
 * y[o] = xScale * (sum over groups, left to right, of float(integer dot product) * scale) (+ bias[o]), for 8, 4 and 3-bit weights alike.
 * Float of an integer beyond 2^24 rounds to nearest even, as C's conversion does.
 */
export function matVecQuantized(y: Float32Array, weights: QuantizedRows, x: Int8Array, xScale: number, bias?: Float32Array): void {
  const { columns, group, values, scales } = weights, halves = halfTable();
  for (let row = 0, at = 0, g = 0; row < y.length; row++) {
    let sum = 0;
    for (let begin = 0; begin < columns; begin += group, g++) {
      const end = begin + group < columns ? begin + group : columns;
      let dot = 0;
      for (let column = begin; column < end; column++, at++) dot = (dot + Math.imul(values[at]!, x[column]!)) | 0;
      sum = f(sum + f(f(dot) * halves[scales[g]!]!));
    }
    const result = f(xScale * sum);
    y[row] = bias === undefined ? result : result + bias[row]!;
  }
}

/** One row of a quantized matrix, such as a token's embedding: y[i] = scale * value. */
export function dequantizeRow(y: Float32Array, weights: QuantizedRows, row: number): void {
  const { columns, group, values, scales } = weights, groups = Math.ceil(columns / group);
  for (let column = 0; column < columns; column++)
    y[column] = values[row * columns + column]! * floatOfHalf(scales[row * groups + Math.floor(column / group)]!);
}

/** Turns adjacent pairs (2j, 2j + 1) of every head of `x`; `cos` and `sin` are the position's rows, headWidth / 2 long. */
export function rotate(x: Float32Array, cos: Float32Array, sin: Float32Array): void {
  const half = cos.length;
  for (let at = 0, j = 0; at < x.length; at += 2, j = j + 1 < half ? j + 1 : 0) {
    const a = x[at]!, b = x[at + 1]!, c = cos[j]!, s = sin[j]!;
    x[at] = f(a * c) - f(b * s);
    x[at + 1] = f(a * s) + f(b * c);
  }
}

/** What attention needs to know of a cache. */
export interface CacheShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  /** Positions that are kept: the context, or the sliding window if that is less. Position t is in slot t modulo slots. */
  readonly slots: number;
}

/** Keys and values of one layer. */
export type Cache = FloatCache | QuantizedCache;
export interface FloatCache {
  readonly kind: 'f32';
  /** [keyValueHeads][slots][headWidth] */
  readonly keys: Float32Array;
  readonly values: Float32Array;
}
export interface QuantizedCache {
  readonly kind: 'k8v8' | 'k8v4';
  /** [keyValueHeads][slots][headWidth] */
  readonly keys: Int8Array;
  /** [keyValueHeads][headWidth][slots]: slots are summed over, and lie side by side for it. Four-bit ones within [-7, 7]. */
  readonly values: Int8Array;
  /** Bits of binary16, [keyValueHeads][slots]. */
  readonly keyScales: Uint16Array;
  readonly valueScales: Uint16Array;
}

export function emptyCache(kind: Cache['kind'], { keyValueHeads, slots, headWidth }: CacheShape): Cache {
  const count = keyValueHeads * slots * headWidth, rows = keyValueHeads * slots;
  if (kind === 'f32') return { kind, keys: new Float32Array(count), values: new Float32Array(count) };
  return { kind, keys: new Int8Array(count), values: new Int8Array(count), keyScales: new Uint16Array(rows), valueScales: new Uint16Array(rows) };
}

/** The largest integer weight of a value: the sum of products with int8 over all slots fits 32 bits. */
export function largestWeight(slots: number): number {
  return Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * slots)));
}

/** Puts the keys (rotated) and values of a position, [keyValueHeads][headWidth], in the cache. */
export function storeKeyValue(cache: Cache, shape: CacheShape, position: number, keys: Float32Array, values: Float32Array): void {
  const { keyValueHeads, headWidth, slots } = shape, slot = position % slots;
  for (let head = 0; head < keyValueHeads; head++) {
    const key = keys.subarray(head * headWidth, (head + 1) * headWidth), value = values.subarray(head * headWidth, (head + 1) * headWidth);
    const row = head * slots + slot, at = row * headWidth;
    if (cache.kind === 'f32') {
      cache.keys.set(key, at);
      cache.values.set(value, at);
      continue;
    }
    cache.keyScales[row] = quantizeForCache(cache.keys.subarray(at, at + headWidth), key, 127);
    const codes = new Int8Array(headWidth);
    cache.valueScales[row] = quantizeForCache(codes, value, cache.kind === 'k8v4' ? 7 : 127);
    for (let i = 0; i < headWidth; i++) cache.values[(head * headWidth + i) * slots + slot] = codes[i]!;
  }
}

/**
 * Grouped-query attention of one position over what the cache holds of it and the positions before: `out` and `query` (rotated) are [heads][headWidth].
 * Positions are visited in ascending order, the oldest that is still kept first.
 */
export function attention(out: Float32Array, query: Float32Array, cache: Cache, shape: CacheShape, position: number): void {
  const { heads, keyValueHeads, headWidth } = shape;
  for (let head = 0; head < heads; head++) {
    const own = query.subarray(head * headWidth, (head + 1) * headWidth), result = out.subarray(head * headWidth, (head + 1) * headWidth);
    const group = Math.floor(head / (heads / keyValueHeads));
    if (cache.kind === 'f32') floatHead(result, own, cache, shape, group, position);
    else quantizedHead(result, own, cache, shape, group, position);
  }
}

function floatHead(out: Float32Array, query: Float32Array, cache: FloatCache, { headWidth, slots }: CacheShape, group: number, position: number): void {
  const first = Math.max(0, position + 1 - slots), count = position + 1 - first, base = group * slots, start = first % slots, root = sqrt(headWidth), { keys, values } = cache;
  const weights = new Float32Array(count);
  let largest = -Infinity, sum = 0;
  for (let t = 0; t < count; t++) {
    const at = (base + slotOf(start, t, slots)) * headWidth;
    let dot = 0;
    for (let i = 0; i < headWidth; i++) dot = f(dot + f(query[i]! * keys[at + i]!));
    const score = f(dot / root);
    weights[t] = score;
    if (score > largest) largest = score;
  }
  for (let t = 0; t < count; t++) {
    const e = exp(f(weights[t]! - largest));
    weights[t] = e;
    sum = f(sum + e);
  }
  out.fill(0);
  for (let t = 0; t < count; t++) {
    const weight = f(weights[t]! / sum), at = (base + slotOf(start, t, slots)) * headWidth;
    for (let i = 0; i < headWidth; i++) out[i] = out[i]! + f(weight * values[at + i]!);
  }
}

/** The slot of the t-th position that is kept, whose first is in slot `start`. */
function slotOf(start: number, t: number, slots: number): number {
  return start + t < slots ? start + t : start + t - slots;
}

function quantizedHead(out: Float32Array, query: Float32Array, cache: QuantizedCache, { headWidth, slots }: CacheShape, group: number, position: number): void {
  const first = Math.max(0, position + 1 - slots), count = position + 1 - first, base = group * slots, start = first % slots, { keys, values, keyScales, valueScales } = cache, halves = halfTable();
  const codes = new Int8Array(headWidth), perPower = f(f(dynamicQuantize(codes, query) / sqrt(headWidth)) * log2OfE), weights = new Float32Array(count);
  let largest = -Infinity, sum = 0, heaviest = 0;
  for (let t = 0; t < count; t++) {
    const row = base + slotOf(start, t, slots), at = row * headWidth;
    let dot = 0;
    for (let i = 0; i < headWidth; i++) dot = (dot + Math.imul(codes[i]!, keys[at + i]!)) | 0;
    const score = f(f(dot) * halves[keyScales[row]!]!);
    weights[t] = score;
    if (score > largest) largest = score;
  }
  for (let t = 0; t < count; t++) {
    const e = exp2Short(f(f(weights[t]! - largest) * perPower)), weight = f(e * halves[valueScales[base + slotOf(start, t, slots)]!]!);
    sum = f(sum + e);
    weights[t] = weight;
    if (weight > heaviest) heaviest = weight;
  }
  if (!(heaviest >= smallestLargest)) {
    out.fill(0);
    return;
  }
  const most = largestWeight(slots), inverse = f(most / heaviest), step = f(f(heaviest / most) / sum), integers = new Int16Array(count);
  for (let t = 0; t < count; t++) integers[t] = nearest(f(weights[t]! * inverse));
  // The positions up to the last slot, and those behind them from slot 0 on.
  const straight = Math.min(count, slots - start);
  for (let i = 0; i < headWidth; i++) {
    const row = (group * headWidth + i) * slots, at = row + start, behind = row - straight;
    let dot = 0;
    for (let t = 0; t < straight; t++) dot = (dot + Math.imul(integers[t]!, values[at + t]!)) | 0;
    for (let t = straight; t < count; t++) dot = (dot + Math.imul(integers[t]!, values[behind + t]!)) | 0;
    out[i] = f(dot) * step;
  }
}
