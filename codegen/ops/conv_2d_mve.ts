import type { DspConvolution } from './conv_2d_dsp.js';
import { fastChannels, inputRange, type Channel } from './fast_requantize.js';
import { rowHeadStart, windowHeadStart } from './head_start.js';
import { table, type KernelCall, type TableField } from './op_slice.js';
import { windowParams } from './window_params.js';

/** What bn_conv_2d_s8_mve computes. */
export type MveConvolution = DspConvolution;

export const conv2dMveSymbol = 'bn_conv_2d_s8_mve';

/** Output channels that are computed at a time, and positions. */
const rowsAtOnce = 4, positionsAtOnce = 2;
/** Bytes of a vector. */
const lanes = 16;

function channelsOf(c: MveConvolution): readonly Channel[] | string {
  return fastChannels(c.bias, c.rows, inputRange(c.inputOffset), c.multipliers);
}

export function acceptsConv2dMve(c: MveConvolution): true | string {
  if (c.attrs.dilationWidth !== 1 && c.filterWidth !== 1) return 'takes no dilation along rows';
  const channels = channelsOf(c);
  return typeof channels === 'string' ? channels : true;
}

/** Whether windows are pixels of the input. */
function isDirect(c: MveConvolution): boolean {
  const alone = c.filterHeight === 1 && c.filterWidth === 1 && c.attrs.strideHeight === 1 && c.attrs.strideWidth === 1;
  return alone && c.padding.top === 0 && c.padding.left === 0 && c.inHeight === c.outHeight && c.inWidth === c.outWidth;
}

/** How many of the last pixels, read in whole vectors, would be read beyond the input's end. */
function pixelsBeyond(c: MveConvolution, blocks: number): number {
  const positions = c.batches * c.outHeight * c.outWidth;
  return Math.min(positions, Math.ceil((blocks * lanes - c.inChannels) / c.inChannels));
}

export function conv2dMveHeadStart(c: MveConvolution): number {
  return isDirect(c) ? windowHeadStart(c.attrs, c.padding, c.input, c.output, positionsAtOnce) : rowHeadStart(c.attrs, c.padding, c.input, c.output);
}

export function callConv2dMve(c: MveConvolution): KernelCall {
  const channels = channelsOf(c), direct = isDirect(c), pitch = c.filterHeight * c.inChannels, blocks = Math.ceil((pitch * c.filterWidth) / lanes);
  if (typeof channels === 'string') throw new Error(channels);
  const copied = direct ? pixelsBeyond(c, blocks) : 0;
  const stripColumns = (c.outWidth - 1) * c.attrs.strideWidth + c.filterWidth;
  const strip = Math.max(stripColumns * pitch, (c.outWidth - 1) * c.attrs.strideWidth * pitch + blocks * lanes);
  return {
    params: {
      batches: c.batches, input_height: c.inHeight, input_width: c.inWidth, input_channels: c.inChannels,
      output_height: c.outHeight, output_width: c.outWidth, output_channels: c.rows.length,
      window: windowParams(c.attrs, c.padding, c.filterHeight, c.filterWidth),
      direct: direct ? 1 : 0, copied, strip_columns: stripColumns, columns_at_once: columnsAtOnce(c.inChannels, pitch), places: places(c.inChannels, pitch), blocks,
      input_zero: -c.inputOffset, output_offset: c.outputOffset, activation_min: c.range[0], activation_max: c.range[1],
      weights: packRows(c.rows.map((row) => byColumns(row, c)), blocks),
      channels: channelVectors(channels.map(([bias, ...rest], out) => [bias + c.inputOffset * (c.rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest])),
    },
    reads: [c.input], writes: [c.output],
    // The last window may be read to the end of its last vector.
    scratchBytes: direct ? Math.max(0, copied - 1) * c.inChannels + blocks * lanes : strip,
  };
}

/** How many columns one scatter of bytes takes, whose places have 8 bits. */
function columnsAtOnce(depth: number, pitch: number): number {
  return depth >= lanes ? 1 : Math.min(Math.floor(lanes / depth), Math.floor((255 - (depth - 1)) / pitch) + 1);
}

/** Where a strip holds the bytes of columns that are copied together. */
function places(depth: number, pitch: number): TableField {
  const count = columnsAtOnce(depth, pitch) * depth;
  return table('places', 'u8', Uint8Array.from({ length: lanes }, (_, at) => (at < count ? Math.floor(at / depth) * pitch + (at % depth) : 0)), `[${lanes}]`);
}

/** A filter [height][width][channels] as [width][height][channels]. */
function byColumns(row: readonly number[], { filterHeight, filterWidth, inChannels }: MveConvolution): readonly number[] {
  return Array.from({ length: row.length }, (_, at) => {
    const c = at % inChannels, fy = Math.floor(at / inChannels) % filterHeight, fx = Math.floor(at / inChannels / filterHeight);
    return row[(fy * filterWidth + fx) * inChannels + c] ?? 0;
  });
}

/** Vectors of four rows in turn. */
function packRows(rows: readonly (readonly number[])[], blocks: number): TableField {
  const groups = Math.ceil(rows.length / rowsAtOnce), packed = new Int8Array(groups * blocks * rowsAtOnce * lanes);
  rows.forEach((row, out) => row.forEach((weight, at) => {
    const group = Math.floor(out / rowsAtOnce), block = Math.floor(at / lanes);
    packed[((group * blocks + block) * rowsAtOnce + (out % rowsAtOnce)) * lanes + (at % lanes)] = weight;
  }));
  return table('weights', 'i8', packed, `[${groups}][${blocks}][${rowsAtOnce}][${lanes}]`, lanes);
}

/** Channels in groups of four: their biases, then multipliers, then shifts, which are negative. */
export function channelVectors(channels: readonly Channel[]): TableField {
  const groups = Math.ceil(channels.length / rowsAtOnce);
  const words = Array.from({ length: groups }, (_, group) => {
    const own = Array.from({ length: rowsAtOnce }, (__, at): Channel => channels[group * rowsAtOnce + at] ?? [0, 0, 0]);
    return [own.map(([bias]) => bias | 0), own.map(([, multiplier]) => multiplier), own.map(([, , rightLessOne]) => -rightLessOne - 1)].flat();
  }).flat();
  return table('channels', 'i32', Int32Array.from(words), `[${groups}][3][${rowsAtOnce}]: biases, multipliers, shifts`, lanes);
}
