import type { Operands } from '../../runtime-ts/ir/graph.js';
import { convolutionQuantization } from '../../runtime-ts/ops/conv_2d.js';
import { asConvolution, transposeConv, transposeConvShape, type TransposeConvAttrs } from '../../runtime-ts/ops/transpose_conv.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { defineOp, table, type Kernel, type KernelParams } from './op_slice.js';
import { constantsOf, floatParams, int16Params } from './wide_convolution.js';

/** The fields that all types have in common. */
function shapeParams(o: Operands<TransposeConvAttrs>): KernelParams {
  const g = transposeConvShape(o);
  return {
    batches: g.batch, input_height: g.inHeight, input_width: g.inWidth, input_channels: g.inChannels, output_height: g.outHeight, output_width: g.outWidth,
    output_channels: g.outChannels, filter_height: g.filterHeight, filter_width: g.filterWidth, stride_height: o.attrs.strideHeight, stride_width: o.attrs.strideWidth,
    pad_top: g.padding.top, pad_left: g.padding.left,
  };
}

const quantization = (o: Operands<TransposeConvAttrs>) => convolutionQuantization(asConvolution(o), transposeConvShape(o).outChannels, o.attrs.activation);

const int8: Kernel<TransposeConvAttrs> = {
  symbol: 'bn_transpose_conv_s8',
  accepts: (o) => int8WithConstants(asConvolution(o)),
  call(o) {
    const g = transposeConvShape(o), q = quantization(o);
    return {
      params: {
        ...shapeParams(o), input_offset: q.inputOffset, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', constantData(g.filter), `[${g.filter.type.shape.join('][')}]`, 4), channels: channelTable(g.bias, [], q.multipliers),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

const int16: Kernel<TransposeConvAttrs> = {
  symbol: 'bn_transpose_conv_s16',
  accepts: (o) => constantsOf('i16')(asConvolution(o)),
  call(o) {
    const g = transposeConvShape(o), q = quantization(o);
    return { params: { ...shapeParams(o), ...int16Params(g.filter, g.bias, q.multipliers, q.range), wide: true }, reads: [g.input], writes: [g.output] };
  },
};

const float32: Kernel<TransposeConvAttrs> = {
  symbol: 'bn_transpose_conv_f32',
  accepts: (o) => constantsOf('f32')(asConvolution(o)),
  call(o) {
    const g = transposeConvShape(o);
    return { params: { ...shapeParams(o), ...floatParams(g.filter, g.bias, g.outChannels, o.attrs.activation) }, reads: [g.input], writes: [g.output] };
  },
};

export default defineOp<TransposeConvAttrs>({
  op: transposeConv,
  tflite: [{
    code: 'TRANSPOSE_CONV',
    decode: (options) => ({ padding: options.padding(), activation: options.activation(), strideWidth: options.number('stride_w'), strideHeight: options.number('stride_h'), dilationWidth: 1, dilationHeight: 1 }),
  }],
  kernels: [int8, int16, float32],
});
