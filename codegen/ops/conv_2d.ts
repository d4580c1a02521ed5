import type { Operands } from '../../runtime-ts/ir/graph.js';
import { conv2d, conv2dShape, convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { acceptsConv2dDsp, callConv2dDsp, conv2dDspAlike, conv2dDspColumns, conv2dDspSymbol, conv2dDspVaries, conv2dNarrowColumns, conv2dNarrowSymbol, type DspConvolution } from './conv_2d_dsp.js';
import { acceptsConv2dMul, callConv2dMul, conv2dMulColumns, conv2dMulSymbol, conv2dMulVaries } from './conv_2d_mul.js';
import { acceptsConv2dMve, callConv2dMve, conv2dMveHeadStart, conv2dMveSymbol } from './conv_2d_mve.js';
import { acceptsConv2dSmlal, callConv2dSmlal, conv2dSmlalColumns, conv2dSmlalSymbol } from './conv_2d_smlal.js';
import { decodeConvolution } from './decode_window.js';
import { dynamicKernels } from './dynamic_convolution.js';
import { windowHeadStart } from './head_start.js';
import { defineOp, table, type Kernel, type KernelParams } from './op_slice.js';
import { constantsOf, floatParams, int16Params } from './wide_convolution.js';
import { staysInside, windowParams } from './window_params.js';

/** All convolutions here go over output positions in order, `block` at a time. */
function headStart(o: Operands<Conv2dAttrs>, block = 1): number {
  const g = conv2dShape(o);
  return windowHeadStart(o.attrs, g.padding, g.input, g.output, block);
}

const portable: Kernel<Conv2dAttrs> = {
  symbol: 'bn_conv_2d_s8',
  inline: true,
  accepts: int8WithConstants,
  headStart: (o) => headStart(o),
  call(o) {
    const g = conv2dShape(o), q = convolutionQuantization(o, g.outChannels, o.attrs.activation);
    const weights = Array.from(constantData(g.filter), Number), size = g.filterHeight * g.filterWidth * g.depth;
    // Where no tap is ever left out, offset * sum w is a constant of the channel.
    const inside = staysInside(o.attrs, g.padding, g.input, g.output, g.filterHeight, g.filterWidth);
    const folded = q.multipliers.map((_, out) => (inside ? q.inputOffset * weights.slice(out * size, (out + 1) * size).reduce((sum, w) => sum + w, 0) : 0));
    return {
      params: {
        batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels,
        output_height: g.outHeight, output_width: g.outWidth, output_channels: g.outChannels,
        depth: g.depth, group_channels: g.outChannels / (g.inChannels / g.depth),
        window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
        input_offset: inside ? 0 : q.inputOffset, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(weights), `[${g.outChannels}][${g.filterHeight}][${g.filterWidth}][${g.depth}]`, 4),
        channels: channelTable(g.bias, folded, q.multipliers),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

export function asDspConvolution(o: Operands<Conv2dAttrs>): DspConvolution {
  const g = conv2dShape(o), weights = Array.from(constantData(g.filter), Number), size = g.filterHeight * g.filterWidth * g.depth;
  const rows = Array.from({ length: g.outChannels }, (_, out) => weights.slice(out * size, (out + 1) * size));
  return { ...g, ...convolutionQuantization(o, g.outChannels, o.attrs.activation), attrs: o.attrs, batches: g.batch, rows };
}

/** For layers without groups what a kernel says of them. */
const withoutGroups = (verdict: (c: DspConvolution) => true | string) => (o: Operands<Conv2dAttrs>): true | string => {
  const constants = int8WithConstants(o), { depth, inChannels } = conv2dShape(o);
  if (constants !== true) return constants;
  return depth === inChannels ? verdict(asDspConvolution(o)) : 'takes no groups';
};

export const takesDspConvolution = withoutGroups(acceptsConv2dDsp);

const dualMac: Kernel<Conv2dAttrs> = {
  symbol: conv2dDspSymbol,
  needs: ['dsp'],
  inline: true,
  varies: conv2dDspVaries,
  alike: conv2dDspAlike,
  accepts: takesDspConvolution,
  headStart: (o) => headStart(o, conv2dDspColumns),
  call: (o) => callConv2dDsp(asDspConvolution(o)),
};

const narrowDualMac: Kernel<Conv2dAttrs> = {
  ...dualMac,
  symbol: conv2dNarrowSymbol,
  lean: true,
  headStart: (o) => headStart(o, conv2dNarrowColumns),
  call: (o) => callConv2dDsp(asDspConvolution(o), conv2dNarrowColumns),
};

const helium: Kernel<Conv2dAttrs> = {
  symbol: conv2dMveSymbol,
  needs: ['mve'],
  inline: true,
  accepts: withoutGroups(acceptsConv2dMve),
  headStart: (o) => conv2dMveHeadStart(asDspConvolution(o)),
  call: (o) => callConv2dMve(asDspConvolution(o)),
};

const longMac: Kernel<Conv2dAttrs> = {
  ...dualMac,
  symbol: conv2dSmlalSymbol,
  needs: ['smlal'],
  accepts: withoutGroups(acceptsConv2dSmlal),
  headStart: (o) => headStart(o, conv2dSmlalColumns),
  call: (o) => callConv2dSmlal(asDspConvolution(o)),
};

const shortMac: Kernel<Conv2dAttrs> = {
  symbol: conv2dMulSymbol,
  inline: true,
  varies: conv2dMulVaries,
  accepts: withoutGroups(acceptsConv2dMul),
  headStart: (o) => headStart(o, conv2dMulColumns),
  call: (o) => callConv2dMul(asDspConvolution(o)),
};

/** The fields that int16 and float32 have in common. */
function shapeParams(o: Operands<Conv2dAttrs>): KernelParams {
  const { padding, filterHeight, filterWidth } = conv2dShape(o);
  return { ...extentParams(o), window: windowParams(o.attrs, padding, filterHeight, filterWidth) };
}

function extentParams(o: Operands<Conv2dAttrs>): KernelParams {
  const g = conv2dShape(o);
  return {
    batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels,
    output_height: g.outHeight, output_width: g.outWidth, output_channels: g.outChannels,
    depth: g.depth, group_channels: g.outChannels / (g.inChannels / g.depth),
  };
}

const int16: Kernel<Conv2dAttrs> = {
  symbol: 'bn_conv_2d_s16',
  accepts: constantsOf('i16'),
  headStart: (o) => headStart(o),
  call(o) {
    const g = conv2dShape(o), q = convolutionQuantization(o, g.outChannels, o.attrs.activation);
    return { params: { ...shapeParams(o), ...int16Params(g.filter, g.bias, q.multipliers, q.range) }, reads: [g.input], writes: [g.output] };
  },
};

const float32: Kernel<Conv2dAttrs> = {
  symbol: 'bn_conv_2d_f32',
  accepts: constantsOf('f32'),
  headStart: (o) => headStart(o),
  call(o) {
    const g = conv2dShape(o);
    return { params: { ...shapeParams(o), ...floatParams(g.filter, g.bias, g.outChannels, o.attrs.activation) }, reads: [g.input], writes: [g.output] };
  },
};

const dynamic = dynamicKernels<Conv2dAttrs>((o) => {
  const g = conv2dShape(o);
  return {
    input: g.input, weights: g.filter, output: g.output, activation: o.attrs.activation, window: windowParams(o.attrs, g.padding, g.filterHeight, g.filterWidth),
    shape: { ...extentParams(o), weight_output_step: g.filterHeight * g.filterWidth * g.depth, weight_tap_step: g.depth },
    quantization: () => ({ ...convolutionQuantization(o, g.outChannels, o.attrs.activation), filterOffset: 0 }),
  };
});

export default defineOp<Conv2dAttrs>({ op: conv2d, tflite: [{ code: 'CONV_2D', decode: decodeConvolution }], kernels: [helium, narrowDualMac, dualMac, longMac, shortMac, portable, int16, float32, ...dynamic] });
