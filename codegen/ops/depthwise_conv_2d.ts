import type { Operands } from '../../runtime-ts/ir/graph.js';
import { convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d, depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { acceptsConv2dDsp, callConv2dDsp, conv2dDspAlike, conv2dDspColumns, conv2dDspSymbol, conv2dDspVaries, type DspConvolution } from './conv_2d_dsp.js';
import { acceptsConv2dMul, callConv2dMul, conv2dMulColumns, conv2dMulSymbol, conv2dMulVaries } from './conv_2d_mul.js';
import { acceptsConv2dMve, callConv2dMve, conv2dMveHeadStart, conv2dMveSymbol } from './conv_2d_mve.js';
import { acceptsConv2dSmlal, callConv2dSmlal, conv2dSmlalColumns, conv2dSmlalSymbol } from './conv_2d_smlal.js';
import { decodeConvolution } from './decode_window.js';
import { acceptsDepthwise3x3, callDepthwise3x3, depthwise3x3HeadStart, depthwise3x3InPlace, depthwise3x3Symbol, depthwise3x3Varies } from './depthwise_3x3_dsp.js';
import { helium } from './depthwise_conv_2d_mve.js';
import { planes } from './depthwise_conv_2d_planes.js';
import { dynamicKernels } from './dynamic_convolution.js';
import { windowHeadStart } from './head_start.js';
import { fastChannels, fastChannelTable, inputRange, roundingOf, type Channel } from './fast_requantize.js';
import { defineOp, table, type Kernel, type KernelParams } from './op_slice.js';
import { constantsOf, floatParams, int16Params } from './wide_convolution.js';
import { staysInside, windowParams } from './window_params.js';

/** All kernels here go over output positions in order, `block` at a time. */
function headStart(o: Operands<Conv2dAttrs>, block = 1): number {
  const g = depthwiseConv2dShape(o);
  return windowHeadStart(o.attrs, g.padding, g.input, g.output, block);
}

const portable: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8',
  inline: true,
  accepts: int8WithConstants,
  headStart: (o) => headStart(o),
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

/** With one input channel, a depthwise convolution is a convolution with its filter transposed. */
function asDspConvolution(o: Operands<Conv2dAttrs>): DspConvolution {
  const g = depthwiseConv2dShape(o), weights = Array.from(constantData(g.filter), Number);
  const rows = Array.from({ length: g.outChannels }, (_, out) => weights.filter((_, at) => at % g.outChannels === out));
  return { ...g, ...convolutionQuantization(o, g.outChannels, o.attrs.activation), bias: o.optional(2), attrs: o.attrs, batches: g.batch, rows };
}

const asConvolution: Kernel<Conv2dAttrs> = {
  symbol: conv2dDspSymbol,
  needs: ['dsp'],
  inline: true,
  varies: conv2dDspVaries,
  alike: conv2dDspAlike,
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    return depthwiseConv2dShape(o).inChannels === 1 ? acceptsConv2dDsp(asDspConvolution(o)) : 'takes one input channel only';
  },
  headStart: (o) => headStart(o, conv2dDspColumns),
  call: (o) => callConv2dDsp(asDspConvolution(o)),
};

const asHeliumConvolution: Kernel<Conv2dAttrs> = {
  ...asConvolution,
  symbol: conv2dMveSymbol,
  needs: ['mve'],
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    return depthwiseConv2dShape(o).inChannels === 1 ? acceptsConv2dMve(asDspConvolution(o)) : 'takes one input channel only';
  },
  headStart: (o) => conv2dMveHeadStart(asDspConvolution(o)),
  call: (o) => callConv2dMve(asDspConvolution(o)),
};

const asLongConvolution: Kernel<Conv2dAttrs> = {
  ...asConvolution,
  symbol: conv2dSmlalSymbol,
  needs: ['smlal'],
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    return depthwiseConv2dShape(o).inChannels === 1 ? acceptsConv2dSmlal(asDspConvolution(o)) : 'takes one input channel only';
  },
  headStart: (o) => headStart(o, conv2dSmlalColumns),
  call: (o) => callConv2dSmlal(asDspConvolution(o)),
};

const asShortConvolution: Kernel<Conv2dAttrs> = {
  symbol: conv2dMulSymbol,
  inline: true,
  varies: conv2dMulVaries,
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    return depthwiseConv2dShape(o).inChannels === 1 ? acceptsConv2dMul(asDspConvolution(o)) : 'takes one input channel only';
  },
  headStart: (o) => headStart(o, conv2dMulColumns),
  call: (o) => callConv2dMul(asDspConvolution(o)),
};

/** Why four channels of a word cannot become one output channel each. */
function fourByFour(o: Operands<Conv2dAttrs>): true | string {
  const verdict = int8WithConstants(o), { inChannels, multiplier } = depthwiseConv2dShape(o);
  if (verdict !== true) return verdict;
  return multiplier === 1 && inChannels % 4 === 0 ? true : 'takes a multiple of four channels, one output channel each';
}

const threeByThree: Kernel<Conv2dAttrs> = {
  symbol: depthwise3x3Symbol,
  needs: ['dsp'],
  inline: true,
  varies: depthwise3x3Varies,
  accepts(o) {
    const verdict = fourByFour(o);
    return verdict === true ? acceptsDepthwise3x3(asDspConvolution(o)) : verdict;
  },
  inPlace: (o) => (depthwise3x3InPlace(asDspConvolution(o)) ? [0] : []),
  headStart: (o) => depthwise3x3HeadStart(asDspConvolution(o)),
  call: (o) => callDepthwise3x3(asDspConvolution(o), o.output(0)),
};

function dspChannels(o: Operands<Conv2dAttrs>): readonly Channel[] | string {
  const c = asDspConvolution(o);
  return fastChannels(c.bias, c.rows, inputRange(c.inputOffset), c.multipliers);
}

const fourChannels: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s8_dsp',
  needs: ['dsp'],
  inline: true,
  accepts(o) {
    const verdict = fourByFour(o);
    if (verdict !== true) return verdict;
    const channels = dspChannels(o);
    return typeof channels === 'string' ? channels : true;
  },
  headStart: (o) => headStart(o),
  call(o) {
    const g = depthwiseConv2dShape(o), q = convolutionQuantization(o, g.outChannels, o.attrs.activation), channels = dspChannels(o);
    if (typeof channels === 'string') throw new Error(channels);
    return {
      params: {
        batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, channel_count: g.inChannels, output_height: g.outHeight, output_width: g.outWidth,
        window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
        input_offset: q.inputOffset, rounding: roundingOf(q.outputOffset), activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', byFours(constantData(g.filter) as Int8Array, g.outChannels), `[${g.outChannels / 4}][${g.filterHeight}][${g.filterWidth}][4]`, 4),
        channels: fastChannelTable(channels, 1),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

/** [taps][channels] as [channels / 4][taps][4]. */
function byFours(weights: Int8Array, channels: number): Int8Array {
  const taps = weights.length / channels;
  return Int8Array.from(weights, (_, at) => weights[(Math.floor(at / 4) % taps) * channels + 4 * Math.floor(at / 4 / taps) + (at % 4)] ?? 0);
}

/** The fields that int16 and float32 have in common. */
function shapeParams(o: Operands<Conv2dAttrs>): KernelParams {
  const g = depthwiseConv2dShape(o);
  return {
    batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels, output_height: g.outHeight, output_width: g.outWidth,
    multiplier: g.multiplier, window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
  };
}

const int16: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_s16',
  accepts: constantsOf('i16'),
  headStart: (o) => headStart(o),
  call(o) {
    const g = depthwiseConv2dShape(o), q = convolutionQuantization(o, g.outChannels, o.attrs.activation);
    return { params: { ...shapeParams(o), ...int16Params(g.filter, o.optional(2), q.multipliers, q.range) }, reads: [g.input], writes: [g.output] };
  },
};

const float32: Kernel<Conv2dAttrs> = {
  symbol: 'bn_depthwise_conv_2d_f32',
  accepts: constantsOf('f32'),
  headStart: (o) => headStart(o),
  call(o) {
    const g = depthwiseConv2dShape(o);
    return { params: { ...shapeParams(o), ...floatParams(g.filter, o.optional(2), g.outChannels, o.attrs.activation) }, reads: [g.input], writes: [g.output] };
  },
};

const dynamic = dynamicKernels<Conv2dAttrs>((o) => {
  const g = depthwiseConv2dShape(o);
  return {
    input: g.input, weights: g.filter, output: g.output, activation: o.attrs.activation, window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
    shape: {
      batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels,
      output_height: g.outHeight, output_width: g.outWidth, output_channels: g.outChannels,
      depth: 1, group_channels: g.multiplier, weight_output_step: 1, weight_tap_step: g.outChannels,
    },
    quantization: () => ({ ...convolutionQuantization(o, g.outChannels, o.attrs.activation), filterOffset: 0 }),
  };
});

export default defineOp<Conv2dAttrs>({ op: depthwiseConv2d, tflite: [{ code: 'DEPTHWISE_CONV_2D', decode: decodeConvolution }], kernels: [asHeliumConvolution, helium, asConvolution, threeByThree, fourChannels, asLongConvolution, asShortConvolution, planes, portable, int16, float32, ...dynamic] });
