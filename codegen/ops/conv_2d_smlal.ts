import type { DspConvolution } from './conv_2d_dsp.js';
import { doubledChannelTable, fastChannels, inputRange, roundingOf, type Channel } from './fast_requantize.js';
import { table, type KernelCall } from './op_slice.js';
import { windowParams } from './window_params.js';

export const conv2dSmlalSymbol = 'bn_conv_2d_s8_smlal';

/** Output positions that the kernel computes at a time: BN_CONV_SMLAL_COLUMNS. */
export const conv2dSmlalColumns = 4;

/** Above this the sum of a window does not stay within 23 bits. */
const largestSum = 2 ** 22 - 1;

function channelsOf(c: DspConvolution): readonly Channel[] | string {
  const wide = c.rows.findIndex((row) => 128 * row.reduce((sum, w) => sum + Math.abs(w), 0) > largestSum);
  return wide >= 0 ? `sums of channel ${wide} need more than 23 bits` : fastChannels(c.bias, c.rows, inputRange(c.inputOffset), c.multipliers);
}

export function acceptsConv2dSmlal(c: DspConvolution): true | string {
  const channels = channelsOf(c);
  return typeof channels === 'string' ? channels : true;
}

export function callConv2dSmlal(c: DspConvolution): KernelCall {
  const channels = channelsOf(c), taps = Math.ceil((c.rows[0]?.length ?? 0) / 4) * 4, pairs = Math.ceil(c.rows.length / 2);
  if (typeof channels === 'string') throw new Error(channels);
  const weights = Int8Array.from({ length: 2 * pairs * taps }, (_, at) => c.rows[2 * Math.floor(at / (2 * taps)) + (at % 2)]?.[Math.floor(at / 2) % taps] ?? 0);
  // No tap is left out: outside of the image it reads the zero point.
  const folded = channels.map(([bias, ...rest], out): Channel => [bias + c.inputOffset * (c.rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
  return {
    params: {
      pixels: c.batches * c.outHeight * c.outWidth, input_height: c.inHeight, input_width: c.inWidth, input_channels: c.inChannels,
      output_height: c.outHeight, output_width: c.outWidth, output_channels: c.rows.length,
      window: windowParams(c.attrs, c.padding, c.filterHeight, c.filterWidth), taps,
      input_zero: -c.inputOffset, output_rounding: roundingOf(c.outputOffset), activation_min: c.range[0], activation_max: c.range[1],
      weights: table('weights', 'i8', weights, `[${pairs}][${taps}][2]`), channels: doubledChannelTable(folded.length % 2 === 0 ? folded : [...folded, [0, 0, 0]]),
    },
    reads: [c.input], writes: [c.output],
    // Two words a tap, eight sums, and a tap of zero points.
    scratchBytes: 8 * taps + 32 + c.inChannels,
  };
}
