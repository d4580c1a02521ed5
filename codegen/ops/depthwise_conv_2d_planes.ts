import type { Operands } from '../../runtime-ts/ir/graph.js';
import { convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { fastChannels, fastChannelTable, inputRange, roundingOf, type Channel } from './fast_requantize.js';
import { rowHeadStart } from './head_start.js';
import { table, type Kernel } from './op_slice.js';
import { windowParams } from './window_params.js';

/** An int8 layer as the kernels see it that take rows of the image apart. */
interface Layer {
  readonly shape: ReturnType<typeof depthwiseConv2dShape>;
  readonly quantization: ReturnType<typeof convolutionQuantization>;
  /** [channel][tap], of windows [height][width] */
  readonly weights: readonly (readonly number[])[];
  readonly channels: readonly Channel[] | string;
}

export function layerOf(o: Operands<Conv2dAttrs>): Layer {
  const shape = depthwiseConv2dShape(o), quantization = convolutionQuantization(o, shape.outChannels, o.attrs.activation), all = Array.from(constantData(shape.filter), Number);
  const taps = shape.filterHeight * shape.filterWidth;
  const weights = Array.from({ length: shape.outChannels }, (_, channel) => Array.from({ length: taps }, (__, tap) => all[tap * shape.outChannels + channel] ?? 0));
  return { shape, quantization, weights, channels: fastChannels(o.optional(2), weights, inputRange(quantization.inputOffset), quantization.multipliers) };
}

/** One column of an image and of the window is one row: rows then need no turns. Addresses are the same. */
export function flat(o: Operands<Conv2dAttrs>, { shape: g }: Layer) {
  const { strideHeight, strideWidth } = o.attrs, { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padding } = g;
  return inWidth === 1 && outWidth === 1 && filterWidth === 1
    ? { inHeight: 1, inWidth: inHeight, outHeight: 1, outWidth: outHeight, filterHeight: 1, filterWidth: filterHeight, padding: { top: 0, left: padding.top }, strideHeight: 1, strideWidth: strideHeight }
    : { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padding, strideHeight, strideWidth };
}

/** One channel of the rows that a row of windows sees. */
export function stripOf(f: ReturnType<typeof flat>): { readonly columns: number; readonly bytes: number } {
  const columns = (f.outWidth - 1) * f.strideWidth + f.filterWidth;
  return { columns, bytes: columns * f.filterHeight };
}

/** Channels with offset * sum w folded into the bias, since no tap is left out. */
export function foldedChannels({ channels, weights, quantization: { inputOffset } }: Layer): readonly Channel[] {
  if (typeof channels === 'string') throw new Error(channels);
  return channels.map(([bias, ...rest], channel) => [bias + inputOffset * (weights[channel] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
}

export function acceptsRows(o: Operands<Conv2dAttrs>): true | string {
  const verdict = int8WithConstants(o);
  if (verdict !== true) return verdict;
  if (depthwiseConv2dShape(o).multiplier !== 1) return 'takes one output channel per input channel';
  if (o.attrs.dilationHeight !== 1 || o.attrs.dilationWidth !== 1) return 'takes no dilation';
  const { channels } = layerOf(o);
  return typeof channels === 'string' ? channels : true;
}

/** They read a row of the image once, and before they write what lies in it. */
export function rowsHeadStart(o: Operands<Conv2dAttrs>): number {
  const g = depthwiseConv2dShape(o);
  return rowHeadStart(o.attrs, g.padding, g.input, g.output, g.filterHeight);
}

export const planes: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8_planes',
  inline: true,
  accepts: acceptsRows,
  headStart: rowsHeadStart,
  call(o) {
    const layer = layerOf(o), { shape: g, quantization: q, weights } = layer, f = flat(o, layer), strip = stripOf(f);
    return {
      params: {
        batches: g.batch, input_height: f.inHeight, input_width: f.inWidth, channel_count: g.inChannels, output_height: f.outHeight, output_width: f.outWidth,
        window: windowParams({ ...o.attrs, strideHeight: f.strideHeight, strideWidth: f.strideWidth }, f.padding, f.filterHeight, f.filterWidth),
        plane_columns: strip.columns, input_zero: -q.inputOffset, output_rounding: roundingOf(q.outputOffset), activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(weights.flat()), `[${g.inChannels}][${f.filterHeight}][${f.filterWidth}]`),
        channels: fastChannelTable(foldedChannels(layer), 1),
      },
      reads: [g.input], writes: [g.output], scratchBytes: g.inChannels * strip.bytes,
    };
  },
};
