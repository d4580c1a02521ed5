import type { Value } from '../../runtime-ts/ir/graph.js';
import type { Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import type { WindowAttrs, WindowPadding } from '../../runtime-ts/ops/window.js';
import { fastChannels, fastChannelTable, inputRange, packPairs, roundingOf, type Channel } from './fast_requantize.js';
import { table, type KernelCall } from './op_slice.js';
import { windowParams } from './window_params.js';

/** What bn_conv_2d_s8_dsp computes; other operators that are convolutions in disguise describe themselves in this form. */
export interface DspConvolution {
  readonly input: Value;
  readonly output: Value;
  readonly bias: Value | undefined;
  readonly attrs: WindowAttrs;
  readonly padding: WindowPadding;
  readonly batches: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  /** [output channel][element of its window] */
  readonly rows: readonly (readonly number[])[];
  readonly inputOffset: number;
  readonly outputOffset: number;
  readonly multipliers: readonly Multiplier[];
  readonly range: readonly [number, number];
}

export const conv2dDspSymbol = 'bn_conv_2d_s8_dsp';

/** Output positions that the kernel computes at a time: BN_CONV_COLUMNS. */
export const conv2dDspColumns = 4;

/** The channels' numbers, or why the fast requantization would not be exact. */
function channelsOf(c: DspConvolution): readonly Channel[] | string {
  return fastChannels(c.bias, c.rows, inputRange(c.inputOffset), c.multipliers);
}

export function acceptsConv2dDsp(c: DspConvolution): true | string {
  const channels = channelsOf(c);
  return typeof channels === 'string' ? channels : true;
}

export function callConv2dDsp(c: DspConvolution): KernelCall {
  const channels = channelsOf(c);
  if (typeof channels === 'string') throw new Error(channels);
  const words = Math.ceil((c.rows[0]?.length ?? 0) / 4) * 2;
  return {
    params: {
      pixels: c.batches * c.outHeight * c.outWidth, input_height: c.inHeight, input_width: c.inWidth, input_channels: c.inChannels,
      output_height: c.outHeight, output_width: c.outWidth, output_channels: c.rows.length,
      window: windowParams(c.attrs, c.padding, c.filterHeight, c.filterWidth), words,
      input_offset: c.inputOffset, rounding: roundingOf(c.outputOffset), activation_min: c.range[0], activation_max: c.range[1],
      weights: table('weights', 'u32', packPairs(c.rows), `[${Math.ceil(c.rows.length / 2)}][${words}]: two elements of two channels`),
      channels: fastChannelTable(channels, 2),
    },
    reads: [c.input], writes: [c.output],
    // Four columns of 16 bit elements, and where taps are no multiple of four bytes, a window as bytes.
    scratchBytes: 4 * 4 * words + (c.inChannels % 4 === 0 ? 0 : 2 * words),
  };
}
