/** The filter bank of the audio front end: energies to channels, their roots, noise, gain and logarithm (signal/src/filter_bank*.cc, pcan_argc_fixed.cc). */
import { elementCount, type Element, type Op, type Operands, type Value } from '../ir/graph.js';
import { bitsOf } from './signal_spectrum.js';

function requireTypes<A>(o: Operands<A>, values: readonly (readonly [Value, Element, string])[]): void {
  for (const [value, element, what] of values) o.require(value.type.element === element, `${what} of type ${element}; it has ${value.type.element}`);
}

export interface FilterBankAttrs { readonly channels: number }

/** Per channel: the first input, the first weight, and how many (operands 3, 4 and 5). */
export function filterBankChannels(o: Operands<FilterBankAttrs>): readonly { readonly input: number; readonly weight: number; readonly width: number }[] {
  const inputs = o.constant(3, 'frequency starts'), weights = o.constant(4, 'weight starts'), widths = o.constant(5, 'channel widths');
  return Array.from({ length: o.attrs.channels + 1 }, (_, at) => ({ input: inputs[at] ?? 0, weight: weights[at] ?? 0, width: widths[at] ?? 0 }));
}

/** Every input adds to two neighbouring channels; the first channel is none of the output's. */
export const signalFilterBank: Op<FilterBankAttrs> = {
  name: 'signal_filter_bank',
  check(o) {
    const { channels } = o.attrs, inputs = elementCount(o.input(0, 'input').type.shape), weights = elementCount(o.input(1, 'weights').type.shape), others = elementCount(o.input(2, 'unweights').type.shape);
    requireTypes(o, [[o.input(0), 'u32', 'an input'], [o.input(1), 'i16', 'weights'], [o.input(2), 'i16', 'unweights'], [o.output(0), 'u64', 'an output']]);
    o.require([3, 4, 5].every((index) => o.input(index).type.element === 'i16' && elementCount(o.input(index).type.shape) === channels + 1), `${channels + 1} int16 starts and widths`);
    o.require(elementCount(o.output(0).type.shape) === channels, `an output of ${channels} channels`);
    o.require(filterBankChannels(o).every(({ input, weight, width }) => width >= 0 && input >= 0 && weight >= 0 && input + width <= inputs && weight + width <= Math.min(weights, others)), 'channels inside the input and the weights');
  },
  evaluate(o, data) {
    const x = data.read(o.input(0)), weights = data.i16(o.input(1)), unweights = data.i16(o.input(2)), y = data.write(o.output(0));
    let next = 0n;
    filterBankChannels(o).forEach(({ input, weight, width }, channel) => {
      let sum = next;
      next = 0n;
      for (let at = 0; at < width; at++) {
        sum += BigInt(weights[weight + at]!) * BigInt(x[input + at]!);
        next += BigInt(unweights[weight + at]!) * BigInt(x[input + at]!);
      }
      if (channel > 0) y[channel - 1] = BigInt.asUintN(64, sum);
    });
  },
};

/** The square root, rounded; one that fits 32 bits never rounds up to 2^16 (square_root_{32,64}.cc). */
export function signalSquareRoot(x: bigint): number {
  if (x < 2n) return Number(x);
  let root = BigInt(Math.floor(Math.sqrt(Number(x))));
  while (root * root > x) root--;
  while ((root + 1n) * (root + 1n) <= x) root++;
  const most = x < 1n << 32n ? 0xffffn : 0xffffffffn;
  return Number(x - root * root > root && root !== most ? root + 1n : root);
}

/** Operand 1 says how far roots are shifted to the right. */
export const signalFilterBankSquareRoot: Op<null> = {
  name: 'signal_filter_bank_square_root',
  check(o) {
    requireTypes(o, [[o.input(0, 'input'), 'u64', 'an input'], [o.input(1, 'scale bits'), 'i32', 'scale bits'], [o.output(0), 'u32', 'an output']]);
    o.require(elementCount(o.input(1).type.shape) === 1 && elementCount(o.input(0).type.shape) === elementCount(o.output(0).type.shape), 'one scale, and as many outputs as inputs');
  },
  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0)), shift = data.i32(o.input(1))[0]!;
    for (let at = 0; at < y.length; at++) y[at] = signalSquareRoot(BigInt(x[at]!)) >>> shift;
  },
};

export interface SpectralSubtractionAttrs {
  readonly channels: number;
  /** Of even channels, and of odd ones. */
  readonly smoothing: readonly [number, number];
  readonly oneMinusSmoothing: readonly [number, number];
  readonly smoothingBits: number;
  readonly bits: number;
  readonly minimum: number;
  readonly clamping: boolean;
}

const low32 = (x: bigint): number => Number(BigInt.asUintN(32, x));

/** Operand 1, the state: the noise estimate of each channel, which output 1 repeats. */
export const signalFilterBankSpectralSubtraction: Op<SpectralSubtractionAttrs> = {
  name: 'signal_filter_bank_spectral_subtraction',
  check(o) {
    requireTypes(o, [[o.input(0, 'input'), 'u32', 'an input'], [o.output(0), 'u32', 'an output'], [o.output(1), 'u32', 'a noise estimate']]);
    o.require([o.input(0), o.output(0), o.output(1)].every(({ type }) => elementCount(type.shape) === o.attrs.channels), `${o.attrs.channels} channels throughout`);
    o.require(o.attrs.smoothingBits >= 0 && o.attrs.smoothingBits < 32 && o.attrs.bits >= 0 && o.attrs.bits < 64, 'shifts within the numbers');
  },
  evaluate(o, data) {
    const a = o.attrs, x = data.read(o.input(0)), y = data.write(o.output(0)), noise = data.write(o.input(1)), copy = data.write(o.output(1)), bits = BigInt(a.bits);
    for (let at = 0; at < a.channels; at++) {
      const value = Number(x[at]!), signal = (value << a.smoothingBits) >>> 0, [smoothing, other] = [BigInt.asUintN(64, BigInt(a.smoothing[at & 1 ? 1 : 0])), BigInt.asUintN(64, BigInt(a.oneMinusSmoothing[at & 1 ? 1 : 0]))];
      let estimate = low32(BigInt.asUintN(64, BigInt(signal) * smoothing + BigInt(noise[at]!) * other) >> bits);
      noise[at] = estimate;
      if (estimate > signal) {
        estimate = signal;
        if (a.clamping) noise[at] = estimate;
      }
      const floor = low32(BigInt.asUintN(64, BigInt(value) * BigInt.asUintN(64, BigInt(a.minimum))) >> bits), rest = ((signal - estimate) >>> 0) >>> a.smoothingBits;
      y[at] = Math.max(rest, floor);
      copy[at] = noise[at]!;
    }
  },
};

export interface PcanAttrs { readonly snrShift: number }

/** Numbers of a gain table: three for every power of two below 2^32, and what lies before. */
export const pcanTableSize = 125;

/** A gain by the noise estimate: a table of parabolas, one for each power of two (WideDynamicFunction). */
function pcanGain(x: number, table: Int16Array): number {
  if (x <= 2) return table[x]!;
  const bits = bitsOf(x), at = 4 * bits - 6, fraction = (bits < 11 ? x << (11 - bits) : x >>> (bits - 11)) & 0x3ff;
  const slope = (((table[at + 2]! * fraction) >> 5) + (table[at + 1]! << 5)) | 0;
  return ((((Math.imul(slope, fraction) + (1 << 14)) >> 15) + table[at]!) << 16) >> 16;
}

/** x^2 / 4 below 2, x - 1 above: from 12 fractional bits to 6 (PcanShrink). */
const pcanShrink = (x: number): number => (x < 2 << 12 ? (x * x) >>> 20 : (x >>> 6) - 64);

/** Per-channel amplitude normalization: operand 1 is the noise estimate, operand 2 the gain table. */
export const signalPcan: Op<PcanAttrs> = {
  name: 'signal_pcan',
  check(o) {
    requireTypes(o, [[o.input(0, 'input'), 'u32', 'an input'], [o.input(1, 'noise estimate'), 'u32', 'a noise estimate'], [o.input(2, 'gains'), 'i16', 'gains'], [o.output(0), 'u32', 'an output']]);
    o.require(o.input(0).type.shape.join() === o.input(1).type.shape.join() && elementCount(o.input(0).type.shape) === elementCount(o.output(0).type.shape), 'input, noise estimate and output of one size');
    o.require(elementCount(o.input(2).type.shape) >= pcanTableSize, `${pcanTableSize} gains`);
    o.require(o.attrs.snrShift >= 0 && o.attrs.snrShift < 64, 'a shift from 0 to 63');
  },
  evaluate(o, data) {
    const x = data.read(o.input(0)), noise = data.read(o.input(1)), table = data.i16(o.input(2)), y = data.write(o.output(0));
    for (let at = 0; at < y.length; at++) {
      const gain = pcanGain(Number(noise[at]!), table) >>> 0;
      y[at] = pcanShrink(low32((BigInt(x[at]!) * BigInt(gain)) >> BigInt(o.attrs.snrShift)));
    }
  },
};

export interface FilterBankLogAttrs { readonly scale: number; readonly correction: number }

/** log2(1 + i / 128) - i / 128 in units of 2^-16: how far the logarithm lies above its chord (log.cc has the same numbers). */
export const logTable: Uint16Array = Uint16Array.from({ length: 130 }, (_, at) => (at < 128 ? Math.round(65536 * (Math.log2(1 + at / 128) - at / 128)) : 0));

/** scale * ln(x) for x > 1 (Log32). */
export function signalLog(x: number, scale: number): number {
  const whole = bitsOf(x) - 1, above = (x - 2 ** whole) | 0, fraction = whole < 16 ? above << (16 - whole) : above >> (whole - 16), segment = fraction >>> 9;
  const low = logTable[segment]!, part = (Math.imul(logTable[segment + 1]! - low, fraction - 512 * segment)) >> 16;
  const log2 = ((whole << 16) + fraction + low + part) >>> 0, loge = low32((45426n * BigInt(log2) + 32768n) >> 16n);
  return (Math.imul(scale, loge) + 32768) >>> 16;
}

export const signalFilterBankLog: Op<FilterBankLogAttrs> = {
  name: 'signal_filter_bank_log',
  check(o) {
    requireTypes(o, [[o.input(0, 'input'), 'u32', 'an input'], [o.output(0), 'i16', 'an output']]);
    o.require(elementCount(o.input(0).type.shape) === elementCount(o.output(0).type.shape), 'as many outputs as inputs');
    o.require(o.attrs.correction >= 0 && o.attrs.correction < 32, 'a correction from 0 to 31 bits');
  },
  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0));
    for (let at = 0; at < y.length; at++) {
      const value = (Number(x[at]!) << o.attrs.correction) >>> 0;
      y[at] = value > 1 ? Math.min(signalLog(value, o.attrs.scale), 32767) : 0;
    }
  },
};
