/** From sums of products to outputs, four channels at a time: TFLM's rounding in every bit, in as few instructions as can be proved to suffice. */
import { firstSum, requantizeSmall, type Multiplier } from '../numerics/fixed_point.js';
import { f32x4, i16x8, i32x4, i8x16, i64x2, v128, type Expression, type FunctionBody, type Local, sequence, type Statement } from './encoder.js';

const f = Math.fround;

/** 1.5 * 2^23: added to a float32 below 2^22 it leaves the nearest integer, ties to even, in the low bits. */
const magic = 12582912;
const magicBits = 0x4b400000;

/** The integer nearest to a float32 of less than 2^22, ties to even, as the kernels find it. */
export function toNearest(value: number): number {
  return f(value + magic) - magic;
}

/** Sums of this size and less stay where that holds. */
export const roundable = 2 ** 21;

/** The sums from the least to the most. */
export interface SumRange { readonly least: number; readonly most: number }

/**
 * A channel's rounding by float32: the integer nearest to (sum - start) * scale + offset, ties to even, and `centre`. Where results have both signs, start and centre are
 * 0 and the offset is added away from zero, as TFLM rounds.
 */
interface FloatChannel { readonly start: number; readonly scale: number; readonly offset: number }

function viaFloat(sum: number, { start, scale, offset }: FloatChannel, centre: number, signed: boolean): number {
  const product = f(f(sum - start) * scale);
  return toNearest(f(product + (signed && product < 0 ? -offset : offset))) + centre;
}

/** Every k of low + 1..high that some sum reaches and some other does not, each followed by the first sum that does; right shifts only. */
export function stepsOf(m: Multiplier, low: number, high: number, { least, most }: SumRange): readonly number[] {
  const steps: number[] = [];
  if (m.mantissa === 0) return steps;
  const from = Math.max(low + 1, requantizeSmall(least, m)), to = Math.min(high, requantizeSmall(most, m) + 1);
  for (let k = from; k <= to; k++) {
    const first = firstSum(k, m);
    if (first > least && first <= most) steps.push(k, first);
  }
  return steps;
}

/** Pairs of numbers from both ends inwards: float32 is coarsest there, so that what does not hold fails soon. */
function fromBothEnds(steps: readonly number[]): Float64Array {
  const ordered = new Float64Array(steps.length);
  for (let at = 0, low = 0, high = steps.length - 2; at < steps.length; at += 2) {
    const from = (at & 2) === 0 ? high : low;
    if (from === high) high -= 2;
    else low += 2;
    ordered[at] = steps[from]!;
    ordered[at + 1] = steps[from + 1]!;
  }
  return ordered;
}

/** The scales that lie between all steps for a start and an offset, if real numbers had no end. */
function scalesBetween(steps: Float64Array, start: number, offset: number, centre: number, signed: boolean): readonly [number, number] {
  let least = 0, most = Infinity;
  for (let at = 0; at < steps.length; at += 2) {
    const k = steps[at]! - centre, edge = k - 0.5 + (signed && k <= 0 ? offset : -offset), first = steps[at + 1]! - start, below = first - 1;
    if (first > 0) least = Math.max(least, edge / first);
    if (first < 0) most = Math.min(most, edge / first);
    if (below > 0) most = Math.min(most, edge / below);
    if (below < 0) least = Math.max(least, edge / below);
    if (least > most) break;
  }
  return [least, most];
}

/**
 * Numbers with which float32 gives `requantize(sum, m)`, limited to low..high, for every sum of the range. Both are monotonic in the sum, so that they agree
 * everywhere if they agree at both sides of every step of `requantize`, and at the ends.
 */
function floatChannel(m: Multiplier, low: number, high: number, range: SumRange): FloatChannel | undefined {
  const real = m.mantissa * 2 ** (m.shift - 31), limit = (value: number): number => Math.min(Math.max(value, low), high), signed = low < 0;
  if (m.shift > 0 || Math.max(-range.least, range.most) * real >= roundable) return undefined;
  const steps = fromBothEnds(stepsOf(m, low, high, range)), centre = centreOf(low, high);
  const start = real === 0 ? 0 : Math.round(centre / real);
  // A channel that always gives the same, such as a dead one of tiny scale.
  const only = limit(requantizeSmall(range.least, m));
  if (!signed && steps.length === 0 && only === limit(requantizeSmall(range.most, m))) return { start: 0, scale: 0, offset: only - centre };
  if (range.least - start < -(2 ** 31) || range.most - start >= 2 ** 31) return undefined;
  const holds = (channel: FloatChannel): boolean => {
    for (let at = 0; at < steps.length; at += 2) {
      const k = steps[at]!, first = steps[at + 1]!;
      if (viaFloat(first, channel, centre, signed) < k || viaFloat(first - 1, channel, centre, signed) >= k) return false;
    }
    return [range.least, range.most].every((sum) => limit(viaFloat(sum, channel, centre, signed)) === limit(requantizeSmall(sum, m)));
  };
  // TFLM rounds to -shift bits behind the point first: what is half a bit below the middle goes up.
  const half = 2 ** (m.shift - 1), rest = start * real - centre;
  for (const share of shares) {
    const offset = f(half * share + rest), [least, most] = scalesBetween(steps, start, offset, centre, signed), middle = most === Infinity ? Math.max(real, least) : (least + most) / 2;
    if (least > most) continue;
    const ulp = 2 ** (Math.floor(Math.log2(middle || 1)) - 23);
    for (const ulps of [0, 1, -1, 2, -2]) {
      const channel = { start, scale: f(middle + ulps * ulp), offset };
      if (middle + ulps * ulp >= least - ulp && middle + ulps * ulp <= most + ulp && holds(channel)) return channel;
    }
  }
  return undefined;
}

/** What results are counted from while they are float32. */
export function centreOf(low: number, high: number): number {
  return low < 0 ? 0 : (low + high + 1) >> 1;
}

/** Parts of the offset that are tried, the likeliest first. */
const shares = [1, 0.97, 1.03, 0.93, 1.07, 0.87, 1.13, 0.8, 1.2];

/** How a group of four channels is scaled: by float32 where that is proved to be right, else as TFLM defines it. */
export type Rescale =
  | { readonly kind: 'float'; readonly channels: readonly FloatChannel[] }
  | { readonly kind: 'exact'; readonly multipliers: readonly Multiplier[] };

/** For each group of four channels; `low`, `high`: the limits of the results before the output's zero point is added; `ranges`: of each channel's sums. */
export function chooseRescales(multipliers: readonly Multiplier[], low: number, high: number, ranges: readonly SumRange[]): readonly Rescale[] {
  // Channels of one multiplier, such as all of a layer with one scale, share the search.
  const wide = new Map<string, SumRange & { readonly multiplier: Multiplier }>(), key = ({ mantissa, shift }: Multiplier): string => `${mantissa},${shift}`;
  multipliers.forEach((multiplier, channel) => {
    const own = ranges[channel]!, known = wide.get(key(multiplier)) ?? own;
    wide.set(key(multiplier), { multiplier, least: Math.min(known.least, own.least), most: Math.max(known.most, own.most) });
  });
  const found = new Map([...wide].map(([name, { multiplier, ...range }]) => [name, floatChannel(multiplier, low, high, range)]));
  return Array.from({ length: Math.ceil(multipliers.length / 4) }, (_, group) => {
    const lanes = multipliers.slice(group * 4, group * 4 + 4), channels = lanes.map((m) => found.get(key(m)));
    return channels.every((channel) => channel !== undefined) ? { kind: 'float', channels } : { kind: 'exact', multipliers: lanes };
  });
}

/** One int16 eight times. */
export const splat16 = (value: number): Expression => v128.const(new Uint8Array(new Int16Array(8).fill(value).buffer));

/** Four int32 as a constant. */
export const lanes32 = (values: readonly number[]): Expression => v128.const(new Uint8Array(Int32Array.from({ length: 4 }, (_, lane) => values[lane] ?? 0).buffer));

/** The constant of a function that rounds by float32, in a local. */
export function magicConstant(body: FunctionBody): Local {
  const local = body.local('v128');
  body.add(local.set(floats([magic, magic, magic, magic])));
  return local;
}

/** Four float32 as a constant. */
export const floats = (values: readonly number[]): Expression => v128.const(new Uint8Array(Float32Array.from({ length: 4 }, (_, lane) => values[lane] ?? 0).buffer));

/** The nearest integers of float32, and `more`. */
export function nearest(value: Expression, magicLocal: Local, more = 0): Expression {
  const bits = magicBits - more;
  return i32x4.sub(f32x4.add(value, magicLocal.get), lanes32([bits, bits, bits, bits]));
}

/** Scales the int32x4 sums in a local, less their starts, by float32. */
export function rescaleFloat(sum: Local, scale: Expression, offset: Expression, magicLocal: Local, { low, high }: Pick<Limits, 'low' | 'high'>): Statement {
  const product = f32x4.mul(f32x4.convertI32x4S(sum.get), scale);
  if (low >= 0) return sum.set(nearest(f32x4.add(product, offset), magicLocal, centreOf(low, high)));
  return sequence(sum.set(product), sum.set(nearest(f32x4.add(sum.get, v128.or(v128.and(sum.get, signBits), offset)), magicLocal)));
}

const signBits = floats([-0, -0, -0, -0]);

/** Statements that scale the sums in a local as TFLM defines it, each lane with its own multiplier. */
export function rescaleExact(body: FunctionBody, sum: Local, multipliers: readonly Multiplier[]): Statement {
  const [low, high, sign] = body.locals('v128', 3) as [Local, Local, Local];
  const mantissas = lanes32(multipliers.map(({ mantissa }) => mantissa)), half = v128.const(new Uint8Array(BigInt64Array.of(1n << 30n, 1n << 30n).buffer));
  const lefts = multipliers.map(({ shift }) => (shift > 0 ? 2 ** shift : 1)), rights = multipliers.map(({ shift }) => (shift > 0 ? 0 : -shift));
  // Twice the product has the result of the doubling multiplication in its high word.
  const doubled = (product: Local): Expression => i64x2.add(product.get, product.get);
  const steps: Statement[] = [
    ...(lefts.some((left) => left > 1) ? [sum.set(i32x4.mul(sum.get, lanes32(lefts)))] : []),
    low.set(i64x2.add(i64x2.extmulLowI32x4S(sum.get, mantissas), half)), high.set(i64x2.add(i64x2.extmulHighI32x4S(sum.get, mantissas), half)),
    sum.set(v128.shuffle(doubled(low), doubled(high), [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31])),
    sign.set(i32x4.shrS(sum.get, 31)), low.set(sum.get),
  ];
  for (const right of new Set(rights)) {
    const mask = lanes32(rights.map((one) => (one === right ? -1 : 0)));
    const shifted = right === 0 ? low.get : i32x4.shrS(i32x4.add(i32x4.add(low.get, lanes32(rights.map(() => 2 ** (right - 1)))), sign.get), right);
    steps.push(sum.set(new Set(rights).size === 1 ? shifted : v128.bitselect(shifted, sum.get, mask)));
  }
  return sequence(...steps);
}

/** The limits of results and where they go: see `Sink`. */
export interface Limits { readonly low: number; readonly high: number; readonly zeroPoint: number }

/** Turns int32x4 results into stored elements: limited, centred int16 or plain int8. */
export class Sink {
  private readonly lowest: Local | undefined;
  private readonly highest: Local | undefined;
  private readonly zero: Local | undefined;

  /** `limits` are those of the results before the zero point is added. */
  constructor(body: FunctionBody, private readonly form: 'plain' | 'centred', limits: Limits) {
    const splat = (value: number): Local => {
      const local = body.local('v128');
      body.add(local.set(splat16(value)));
      return local;
    };
    // int8 saturates by itself when it is stored.
    const narrower = form === 'centred' || limits.low + limits.zeroPoint > -128 || limits.high + limits.zeroPoint < 127;
    if (narrower) [this.lowest, this.highest] = [splat(limits.low), splat(limits.high)];
    if (form === 'plain' && limits.zeroPoint !== 0) this.zero = splat(limits.zeroPoint);
  }

  get elementBytes(): number {
    return this.form === 'plain' ? 1 : 2;
  }

  /** Eight int16 results, limited and, where plain, with the zero point. */
  finish(results: Expression): Expression {
    const limited = this.lowest === undefined || this.highest === undefined ? results : i16x8.minS(i16x8.maxS(results, this.lowest.get), this.highest.get);
    return this.zero === undefined ? limited : i16x8.addSatS(limited, this.zero.get);
  }

  /** Stores the first `valid` of consecutive groups of four results at a pointer plus `element` elements. */
  store(body: FunctionBody, pointer: Local, element: number, groups: readonly Local[], valid: number): Statement {
    const parts: Statement[] = [], packed = body.local('v128');
    for (let group = 0; group * 4 < valid; group += 2) {
      const first = groups[group]!, second = groups[group + 1] ?? first, count = Math.min(8, valid - group * 4);
      parts.push(packed.set(this.finish(i16x8.narrowI32x4S(first.get, second.get))), this.storeEight(pointer, (element + group * 4) * this.elementBytes, packed, count));
    }
    return sequence(...parts);
  }

  /** int8 of finished int16. */
  narrow(packed: Expression): Expression {
    return i8x16.narrowI16x8S(packed, packed);
  }

  /** Stores the first `count` of eight finished int16. */
  storeEight(pointer: Local, offset: number, packed: Local, count: number): Statement {
    const value = this.form === 'plain' ? this.narrow(packed.get) : packed.get;
    return storeBytes(pointer.get, offset, value, count * this.elementBytes);
  }
}

/** Stores bytes of a vector from `start` on; `start` is a multiple of the largest power of two that `bytes` reaches. */
export function storeBytes(address: Expression, offset: number, value: Expression, bytes: number, start = 0): Statement {
  if (bytes === 16) return v128.store(address, value, offset);
  const parts: Statement[] = [];
  let at = 0;
  const take = (width: number, store: (address: Expression, value: Expression, lane: number, offset?: number) => Statement): void => {
    if (bytes - at >= width) {
      parts.push(store(address, value, (start + at) / width, offset + at));
      at += width;
    }
  };
  take(8, v128.store64Lane);
  take(4, v128.store32Lane);
  take(2, v128.store16Lane);
  take(1, v128.store8Lane);
  return sequence(...parts);
}
