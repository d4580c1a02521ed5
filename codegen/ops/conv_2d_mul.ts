import type { DspConvolution } from './conv_2d_dsp.js';
import { fastChannels, fastChannelTable, inputRange, roundingOf, type Channel } from './fast_requantize.js';
import { table, type KernelCall } from './op_slice.js';
import { windowParams } from './window_params.js';

export const conv2dMulSymbol = 'bn_conv_2d_s8_mul';

/** Numbers that no inner loop depends on. */
export const conv2dMulVaries: readonly string[] = [
  'pixels', 'input_height', 'input_width', 'input_channels', 'output_height', 'output_width', 'output_channels', 'taps', 'input_zero', 'output_rounding',
];

/** Output positions that the kernel computes at a time: BN_CONV_MUL_COLUMNS. */
export const conv2dMulColumns = 4;

/** Inputs reach 128, and their sum with weights of a chunk has 16 bits. */
const largestChunk = 255;
/** Packing four windows is worth it for so many channels. */
const leastChannels = 4;
/** A chunk's length is a byte, and even. */
const longestChunk = 254;

/** The weights of a channel after the length of each chunk; undefined where two neighbours are too much for one. */
function chunksOf(row: readonly number[], taps: number): readonly number[] | undefined {
  const bytes: number[] = [];
  for (let first = 0; first < taps;) {
    let count = 0, sum = 0;
    while (first + count < taps && count < longestChunk) {
      const more = Math.abs(row[first + count] ?? 0) + Math.abs(row[first + count + 1] ?? 0);
      if (sum + more > largestChunk) break;
      sum += more;
      count += 2;
    }
    if (count === 0) return undefined;
    bytes.push(count, ...Array.from({ length: count }, (_, at) => (row[first + at] ?? 0) & 255));
    first += count;
  }
  return bytes;
}

interface Packed { readonly taps: number; readonly bytes: readonly number[]; readonly channels: readonly Channel[] }

function packed(c: DspConvolution): Packed | string {
  if (c.rows.length < leastChannels) return `has fewer than ${leastChannels} channels`;
  const channels = fastChannels(c.bias, c.rows, inputRange(c.inputOffset), c.multipliers), taps = Math.ceil((c.rows[0]?.length ?? 0) / 2) * 2;
  if (typeof channels === 'string') return channels;
  const chunks = c.rows.map((row) => chunksOf(row, taps)), without = chunks.findIndex((found) => found === undefined);
  return without >= 0 ? `two weights of channel ${without} are -128` : { taps, bytes: chunks.flatMap((found) => found ?? []), channels };
}

export function acceptsConv2dMul(c: DspConvolution): true | string {
  const found = packed(c);
  return typeof found === 'string' ? found : true;
}

export function callConv2dMul(c: DspConvolution): KernelCall {
  const found = packed(c);
  if (typeof found === 'string') throw new Error(found);
  // No tap is left out: outside of the image it reads the zero point.
  const folded = found.channels.map(([bias, ...rest], out): Channel => [bias + c.inputOffset * (c.rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
  return {
    params: {
      pixels: c.batches * c.outHeight * c.outWidth, input_height: c.inHeight, input_width: c.inWidth, input_channels: c.inChannels,
      output_height: c.outHeight, output_width: c.outWidth, output_channels: c.rows.length,
      window: windowParams(c.attrs, c.padding, c.filterHeight, c.filterWidth), taps: found.taps,
      input_zero: -c.inputOffset, output_rounding: roundingOf(c.outputOffset), activation_min: c.range[0], activation_max: c.range[1],
      weights: table('weights', 'u8', Uint8Array.from(found.bytes), `chunks of ${c.rows.length} channels: number of weights, weights`), channels: fastChannelTable(folded, 1),
    },
    reads: [c.input], writes: [c.output],
    // Two words a tap, and a tap of zero points.
    scratchBytes: 8 * found.taps + c.inChannels,
  };
}
