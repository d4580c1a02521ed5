/**
 * Weights of two output channels in one word, as the kernels of bn_row_pairs.h read them: a half of a word is wA + 256 wB. A dual
 * multiply-accumulate of whole words sums A + 256 B, one of their sign-extended low bytes sums A; the difference is 256 B. So one extraction
 * serves two channels, unless B may be too large for that.
 */
import { fastChannelsOf, isConstant, reachesOf, type FastLayer } from './fast_layer.js';
import { scaleOfAll } from './fast_requantize.js';
import { oneMultiplies } from './one_multiply.js';
import { table, type StructField } from './op_slice.js';

/** 256 B has to be exact modulo 2^32. */
const largestReach = 2 ** 23;
/** bn_requantize_once */
const oneMultiplyShift = 12;

/** How sums are taken and become outputs: the values of bn_pair_way. */
const ways = { once: 0, together: 1, apart: 2 } as const;
type Way = keyof typeof ways;

/** `true`, or why no way to do so is exact for this layer. */
export function acceptsPairs(layer: FastLayer): true | string {
  const numbers = numbersOf(layer);
  return typeof numbers === 'string' ? numbers : true;
}

interface PairNumbers {
  readonly way: Way;
  /** [start, multiplier] of each channel, or [bias, multiplier, right shift less one]. */
  readonly channels: readonly (readonly number[])[];
}

const known = new WeakMap<FastLayer, PairNumbers | string>();

function numbersOf(layer: FastLayer): PairNumbers | string {
  const numbers = known.get(layer) ?? findNumbers(layer);
  known.set(layer, numbers);
  return numbers;
}

/** By one multiplication where all channels can, else by the exact steps. */
function findNumbers(layer: FastLayer): PairNumbers | string {
  // Where wA < 0 it borrows from wB.
  const borrows = layer.rows.some((row, at) => at % 2 === 1 && row.some((w, element) => w === -128 && (layer.rows[at - 1]?.[element] ?? 0) < 0));
  const lines = borrows ? '' : oneMultiplies(layer, oneMultiplyShift);
  if (typeof lines !== 'string') return { way: 'once', channels: lines.map(({ start, multiplier }) => [start, multiplier]) };
  const channels = fastChannelsOf(layer);
  if (typeof channels === 'string') return channels;
  const far = reachesOf(layer).some((channel) => !isConstant(channel) && Math.max(-channel.low, channel.high) >= largestReach);
  return { way: borrows || far ? 'apart' : 'together', channels };
}

/**
 * The fields of bn_pair_outputs; the table is filled up to a multiple of `round` channels. `offset` is what the kernel adds to its inputs; the
 * rest of the layer's input offset is folded into the table, modulo 2^32.
 */
export function pairOutputs(layer: FastLayer, offset: number, round: number): StructField {
  const numbers = numbersOf(layer);
  if (typeof numbers === 'string') throw new Error(numbers);
  // One scale for the whole tensor needs no place in every channel.
  const { way, channels } = numbers, all = way === 'once' ? undefined : scaleOfAll(channels), fields = way === 'once' ? 2 : all === undefined ? 3 : 1, count = Math.ceil(channels.length / round) * round;
  const words = new Int32Array(count * fields);
  channels.forEach(([start = 0, ...rest], channel) => {
    const times = way === 'once' || (way === 'together' && channel % 2 === 1) ? 256 : 1;
    const folded = start * (way === 'once' ? 1 : times) + times * (layer.inputOffset - offset) * (layer.rows[channel] ?? []).reduce((a, b) => a + b, 0);
    words.set([folded, ...rest].slice(0, fields), channel * fields);
  });
  return {
    kind: 'struct',
    fields: {
      way: ways[way], rounding: 2 * layer.outputOffset + 1, activation_min: layer.range[0], activation_max: layer.range[1],
      fields, multiplier: all?.multiplier ?? 0, right_less_one: all?.rightLessOne ?? 0,
      channels: table('channels', 'i32', words, `[${count}][${fields}]: ${way === 'once' ? 'start, multiplier' : all === undefined ? 'bias, multiplier, right shift less one' : 'bias'}`),
    },
  };
}

/** The words of two rows of a multiple of four elements: elements 0 and 2, then 1 and 3, as SXTB16 splits four inputs. */
export function pairPacker(layer: FastLayer): (a: readonly number[], b: readonly number[]) => readonly number[] {
  const numbers = numbersOf(layer), apart = typeof numbers !== 'string' && numbers.way === 'apart';
  const join = (a: number, b: number): number => (apart ? (a & 255) | ((b & 255) << 8) : (a + 256 * b) & 0xffff);
  return (a, b) => Array.from({ length: a.length / 2 }, (_, word) => {
    const first = 4 * (word >> 1) + (word & 1), half = (element: number): number => join(a[element] ?? 0, b[element] ?? 0);
    return (half(first) | (half(first + 2) << 16)) >>> 0;
  });
}
