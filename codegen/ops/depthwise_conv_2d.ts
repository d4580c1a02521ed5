import { convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d, depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { decodeConvolution } from './decode_window.js';
import { defineOp, table, type Kernel } from './op_slice.js';
import { staysInside, windowParams } from './window_params.js';

const portable: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8',
  inline: true,
  accepts: int8WithConstants,
  call(o) {
    const g = depthwiseConv2dShape(o), q = convolutionQuantization(o, g.outChannels, o.attrs.activation);
    const weights = Array.from(constantData(g.filter), Number);
    // Where no tap is ever left out, offset * sum w is a constant of the channel.
    const inside = staysInside(o.attrs, g.padding, g.input, g.output, g.filterHeight, g.filterWidth);
    const folded = q.multipliers.map((_, out) => (inside ? q.inputOffset * weights.reduce((sum, w, at) => sum + (at % g.outChannels === out ? w : 0), 0) : 0));
    return {
      params: {
        batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels,
        output_height: g.outHeight, output_width: g.outWidth, multiplier: g.multiplier,
        window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
        input_offset: inside ? 0 : q.inputOffset, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(weights), `[${g.filterHeight}][${g.filterWidth}][${g.outChannels}]`, 4),
        channels: channelTable(o.optional(2), folded, q.multipliers),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

export default defineOp<Conv2dAttrs>({ op: depthwiseConv2d, tflite: [{ code: 'DEPTHWISE_CONV_2D', decode: decodeConvolution }], kernels: [portable] });
