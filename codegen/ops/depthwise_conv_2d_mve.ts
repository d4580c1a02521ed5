import type { Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { channelVectors } from './conv_2d_mve.js';
import { acceptsRows, flat, foldedChannels, layerOf, rowsHeadStart, stripOf } from './depthwise_conv_2d_planes.js';
import { table, type Kernel } from './op_slice.js';
import { windowParams } from './window_params.js';

/** Bytes of a vector, which holds a window, and channels that are computed at a time. */
const lanes = 16, atOnce = 4;

export const helium: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8_mve',
  needs: ['mve'],
  inline: true,
  accepts(o) {
    const verdict = acceptsRows(o), { inChannels, filterHeight, filterWidth } = depthwiseConv2dShape(o);
    if (verdict !== true) return verdict;
    if (inChannels < atOnce) return `takes ${atOnce} channels or more`;
    if (filterHeight * filterWidth > lanes) return `takes windows of ${lanes} taps`;
    // One scatter reaches eight strips, at distances of 16 bits.
    return 7 * stripOf(flat(o, layerOf(o))).bytes > 0xffff ? 'takes narrower images' : true;
  },
  headStart: rowsHeadStart,
  call(o) {
    const layer = layerOf(o), { shape: g, quantization: q, weights } = layer, f = flat(o, layer), channels = foldedChannels(layer);
    const taps = f.filterHeight * f.filterWidth, weightPitch = Math.min(taps + 1, lanes), count = g.inChannels;
    const strip = stripOf(f);
    // The channels of each group of four; those of the last begin four before the end.
    const grouped = Array.from({ length: Math.ceil(count / atOnce) * atOnce }, (_, at) => (at - (at % atOnce) + atOnce <= count ? at : count - atOnce + (at % atOnce)));
    // Rows of a filter are next to each other in a strip.
    const packed = grouped.flatMap((channel) => Array.from({ length: weightPitch }, (_, at) => (at < taps ? weights[channel]?.[(at % f.filterHeight) * f.filterWidth + Math.floor(at / f.filterHeight)] ?? 0 : 0)));
    return {
      params: {
        batches: g.batch, input_height: f.inHeight, input_width: f.inWidth, channel_count: count, output_height: f.outHeight, output_width: f.outWidth,
        window: windowParams({ ...o.attrs, strideHeight: f.strideHeight, strideWidth: f.strideWidth }, f.padding, f.filterHeight, f.filterWidth),
        strip_columns: strip.columns, weight_pitch: weightPitch,
        input_zero: -q.inputOffset, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(packed), `[${grouped.length}][${weightPitch}]: of windows [width][height]`, 4),
        orders: table('orders', 'u8', orders(f.filterHeight, f.filterWidth), `[${f.filterHeight}][${lanes}]`),
        channels: channelVectors(grouped.map((channel) => channels[channel] ?? [0, 0, 0])),
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
