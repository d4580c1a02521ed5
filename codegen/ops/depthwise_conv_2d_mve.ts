import type { Operands } from '../../runtime-ts/ir/graph.js';
import { convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { channelVectors } from './conv_2d_mve.js';
import { fastChannels, inputRange, type Channel } from './fast_requantize.js';
import { rowHeadStart } from './head_start.js';
import { table, type Kernel } from './op_slice.js';
import { windowParams } from './window_params.js';

/** Bytes of a vector, which holds a window, and channels that are computed at a time. */
const lanes = 16, atOnce = 4;

interface Layer {
  readonly shape: ReturnType<typeof depthwiseConv2dShape>;
  readonly quantization: ReturnType<typeof convolutionQuantization>;
  /** [channel][tap], of windows [height][width] */
  readonly weights: readonly (readonly number[])[];
  readonly channels: readonly Channel[] | string;
}

function layerOf(o: Operands<Conv2dAttrs>): Layer {
  const shape = depthwiseConv2dShape(o), quantization = convolutionQuantization(o, shape.outChannels, o.attrs.activation), all = Array.from(constantData(shape.filter), Number);
  const taps = shape.filterHeight * shape.filterWidth;
  const weights = Array.from({ length: shape.outChannels }, (_, channel) => Array.from({ length: taps }, (__, tap) => all[tap * shape.outChannels + channel] ?? 0));
  return { shape, quantization, weights, channels: fastChannels(o.optional(2), weights, inputRange(quantization.inputOffset), quantization.multipliers) };
}

/** One column of an image and of the window is one row: taps then need no turns. Addresses are the same. */
function flat(o: Operands<Conv2dAttrs>, { shape: g }: Layer) {
  const { strideHeight, strideWidth } = o.attrs, { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padding } = g;
  return inWidth === 1 && outWidth === 1 && filterWidth === 1
    ? { inHeight: 1, inWidth: inHeight, outHeight: 1, outWidth: outHeight, filterHeight: 1, filterWidth: filterHeight, padding: { top: 0, left: padding.top }, strideHeight: 1, strideWidth: strideHeight }
    : { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padding, strideHeight, strideWidth };
}

function stripOf(f: ReturnType<typeof flat>): { readonly columns: number; readonly bytes: number } {
  const columns = (f.outWidth - 1) * f.strideWidth + f.filterWidth;
  return { columns, bytes: columns * f.filterHeight };
}

export const helium: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8_mve',
  needs: ['mve'],
  inline: true,
  accepts(o) {
    const verdict = int8WithConstants(o), { inChannels, multiplier, filterHeight, filterWidth } = depthwiseConv2dShape(o);
    if (verdict !== true) return verdict;
    if (multiplier !== 1 || inChannels < atOnce) return `takes ${atOnce} channels or more, one output channel each`;
    if (o.attrs.dilationHeight !== 1 || o.attrs.dilationWidth !== 1) return 'takes no dilation';
    if (filterHeight * filterWidth > lanes) return `takes windows of ${lanes} taps`;
    const layer = layerOf(o), { channels } = layer;
    // One scatter reaches eight strips, at distances of 16 bits.
    if (7 * stripOf(flat(o, layer)).bytes > 0xffff) return 'takes narrower images';
    return typeof channels === 'string' ? channels : true;
  },
  headStart(o) {
    const g = depthwiseConv2dShape(o);
    return rowHeadStart(o.attrs, g.padding, g.input, g.output, g.filterHeight);
  },
  call(o) {
    const layer = layerOf(o), { shape: g, quantization: q, weights, channels } = layer, f = flat(o, layer);
    if (typeof channels === 'string') throw new Error(channels);
    const taps = f.filterHeight * f.filterWidth, weightPitch = Math.min(taps + 1, lanes), count = g.inChannels;
    const strip = stripOf(f);
    // The channels of each group of four; those of the last begin four before the end.
    const grouped = Array.from({ length: Math.ceil(count / atOnce) * atOnce }, (_, at) => (at - (at % atOnce) + atOnce <= count ? at : count - atOnce + (at % atOnce)));
    // Rows of a filter are next to each other in a strip.
    const packed = grouped.flatMap((channel) => Array.from({ length: weightPitch }, (_, at) => (at < taps ? weights[channel]?.[(at % f.filterHeight) * f.filterWidth + Math.floor(at / f.filterHeight)] ?? 0 : 0)));
    const folded = channels.map(([bias, ...rest], channel): Channel => [bias + q.inputOffset * (weights[channel] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
    return {
      params: {
        batches: g.batch, input_height: f.inHeight, input_width: f.inWidth, channel_count: count, output_height: f.outHeight, output_width: f.outWidth,
        window: windowParams({ ...o.attrs, strideHeight: f.strideHeight, strideWidth: f.strideWidth }, f.padding, f.filterHeight, f.filterWidth),
        strip_columns: strip.columns, weight_pitch: weightPitch,
        input_zero: -q.inputOffset, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(packed), `[${grouped.length}][${weightPitch}]: of windows [width][height]`, 4),
        orders: table('orders', 'u8', orders(f.filterHeight, f.filterWidth), `[${f.filterHeight}][${lanes}]`),
        channels: channelVectors(grouped.map((channel) => folded[channel] ?? [0, 0, 0])),
      },
      reads: [g.input], writes: [g.output],
      // The last window may be read to the end of its vector.
      scratchBytes: count * strip.bytes + lanes,
    };
  },
};

/** For each place that a window's top row may have: the weights of the vector's bytes. */
function orders(height: number, width: number): Uint8Array {
  return Uint8Array.from({ length: height * lanes }, (_, index) => {
    const top = Math.floor(index / lanes), at = index % lanes, column = Math.floor(at / height);
    return column < width ? column * height + ((at % height) - top + height) % height : height * width;
  });
}
