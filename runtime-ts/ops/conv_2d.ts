/** CONV_2D: filter [out][height][width][in / groups], bias [out]; a grouped filter has fewer input channels than the input. */
import { elementCount, type Element, type Op, type Operands, type Tensors } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, activationRangeFloat, clamp, requantize, requantizeWide, type Multiplier } from '../numerics/fixed_point.js';
import { checkActivation } from './check_activation.js';
import { channelMultipliers, windowExtents, windowPadding, type WindowAttrs } from './window.js';

export interface Conv2dAttrs extends WindowAttrs { readonly activation: Activation }

export function conv2dShape(o: Operands<Conv2dAttrs>) {
  const input = o.input(0, 'input'), filter = o.input(1, 'filter'), bias = o.optional(2), output = o.output(0);
  const [batch = 1, inHeight = 1, inWidth = 1, inChannels = 1] = input.type.shape;
  const [outChannels = 1, filterHeight = 1, filterWidth = 1, depth = 1] = filter.type.shape;
  const [, outHeight = 1, outWidth = 1] = output.type.shape;
  const padding = windowPadding(o.attrs, input, output, filterHeight, filterWidth);
  return { input, filter, bias, output, batch, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, depth, outHeight, outWidth, padding };
}

/** Rules that CONV_2D and DEPTHWISE_CONV_2D have in common; `wideBiases`: the bias types under int16. */
export function checkConvolutionTypes(o: Operands<Conv2dAttrs>, channels: number, wideBiases: readonly Element[]): void {
  const input = o.input(0, 'input'), filter = o.input(1, 'filter'), bias = o.optional(2), output = o.output(0);
  const types = `${input.type.element} x ${filter.type.element} -> ${output.type.element}`;
  o.require(['i8 x i8 -> i8', 'i16 x i8 -> i16', 'f32 x f32 -> f32'].includes(types),
    `int8 with int8 weights, int16 with int8 weights, or float32 throughout; it has ${types}`);
  o.require(input.type.element !== 'i16' || filter.type.storedBits === undefined, 'int8 weights under int16; it has int4');
  // TFLM reads a bias of another type as if it were of one of these.
  const biasTypes = { f32: ['f32'], i8: ['i32'], i16: wideBiases }[input.type.element as 'f32' | 'i8' | 'i16'];
  o.require(bias === undefined || (biasTypes.includes(bias.type.element) && elementCount(bias.type.shape) === channels),
    `one bias of type ${biasTypes.join(' or ')} per output channel`);
  if (input.type.element === 'f32') return;
  o.perTensor(input);
  o.perTensor(output);
  const q = filter.type.quantization;
  o.require(q !== undefined && (q.scales.length === 1 || q.scales.length === channels), 'one filter scale, or one per output channel');
  checkActivation(o, o.attrs.activation, output);
  checkWideMultipliers(o, convolutionQuantization(o, channels, o.attrs.activation).multipliers);
}

/** Multipliers of 64 bit sums have a shift that TFLM's MultiplyByQuantizedMultiplier does not go beyond. */
export function checkWideMultipliers<A>(o: Operands<A>, multipliers: readonly Multiplier[]): void {
  if (isWide(o)) o.require(multipliers.every(({ shift }) => shift <= 14), 'an output scale above a 16384th of the products\' scale');
}

/** int16 activations accumulate and scale in 64 bits, unless their bias is int32 (integer_ops/conv.h and fully_connected.h, AccumScalar). */
export function isWide<A>(o: Operands<A>): boolean {
  return o.input(0).type.element === 'i16' && o.optional(2)?.type.element !== 'i32';
}

/** The bias added to a 64 bit sum, and scaled. */
export function finishWide(sum: number, bias: number | bigint, multiplier: Multiplier): number {
  return requantizeWide(BigInt.asIntN(64, BigInt(sum) + BigInt(bias)), multiplier);
}

export function convolutionQuantization<A>(o: Operands<A>, channels: number, activation: Activation) {
  const x = o.perTensor(o.input(0)), output = o.output(0), y = o.perTensor(output);
  // The int16 kernels take zero points to be 0, whatever the model says (integer_ops/conv.h).
  const centred = output.type.element === 'i16';
  return {
    inputOffset: centred ? 0 : -x.zeroPoint, outputOffset: centred ? 0 : y.zeroPoint,
    multipliers: channelMultipliers(x.scale, o.input(1).type.quantization?.scales ?? [], y.scale, channels),
    range: activationRange(activation, output.type.element === 'i16' ? 'i16' : 'i8', y.scale, y.zeroPoint),
  };
}

/** Turns an accumulator of products into an output: bias, multiplier, offset and range, or float32 addition and range. */
export function convolutionFinish<A>(o: Operands<A>, data: Tensors, channels: number, activation: Activation): (acc: number, channel: number) => number {
  const bias = o.optional(2), b = bias && data.read(bias);
  if (o.input(0).type.element === 'f32') {
    const [low, high] = activationRangeFloat(activation);
    return (acc, channel) => clamp(Math.fround(acc + Number(b?.[channel] ?? 0)), low, high);
  }
  const q = convolutionQuantization(o, channels, activation);
  const wide = isWide(o);
  return (acc, channel) => {
    const m = q.multipliers[channel]!;
    const scaled = wide ? finishWide(acc, b?.[channel] ?? 0, m) : requantize((acc + Number(b?.[channel] ?? 0)) | 0, m);
    return clamp(scaled + q.outputOffset, ...q.range);
  };
}

export const conv2d: Op<Conv2dAttrs> = {
  name: 'conv_2d',
  int4Operands: [1],

  check(o) {
    const g = conv2dShape(o), a = o.attrs;
    o.require(g.input.type.shape.length === 4 && g.filter.type.shape.length === 4 && g.output.type.shape.length === 4, 'input, filter and output of rank 4');
    o.require(g.inChannels % g.depth === 0 && g.outChannels % (g.inChannels / g.depth) === 0, 'channels that divide evenly into groups');
    const expected = [g.batch, ...windowExtents(a, g.inHeight, g.inWidth, g.filterHeight, g.filterWidth), g.outChannels];
    o.require(expected.every((extent, at) => extent === g.output.type.shape[at]), `an output of shape [${expected.join(', ')}]; it has [${g.output.type.shape.join(', ')}]`);
    checkConvolutionTypes(o, g.outChannels, ['i32', 'i64']);
  },

  macs(o) {
    const g = conv2dShape(o);
    return elementCount(g.output.type.shape) * g.filterHeight * g.filterWidth * g.depth;
  },

  evaluate(o, data) {
    const g = conv2dShape(o), a = o.attrs;
    const x = data.read(g.input), w = data.read(g.filter), y = data.write(g.output);
    const float = g.input.type.element === 'f32', offset = float ? 0 : convolutionQuantization(o, g.outChannels, a.activation).inputOffset;
    const finish = convolutionFinish(o, data, g.outChannels, a.activation);
    const channelsPerGroup = g.outChannels / (g.inChannels / g.depth);
    let at = 0;
    for (let batch = 0; batch < g.batch; batch++)
      for (let row = 0; row < g.outHeight; row++)
        for (let column = 0; column < g.outWidth; column++)
          for (let out = 0; out < g.outChannels; out++) {
            const firstChannel = Math.floor(out / channelsPerGroup) * g.depth;
            let acc = 0;
            for (let fy = 0; fy < g.filterHeight; fy++) {
              const iy = row * a.strideHeight - g.padding.top + fy * a.dilationHeight;
              if (iy < 0 || iy >= g.inHeight) continue;
              for (let fx = 0; fx < g.filterWidth; fx++) {
                const ix = column * a.strideWidth - g.padding.left + fx * a.dilationWidth;
                if (ix < 0 || ix >= g.inWidth) continue;
                const from = ((batch * g.inHeight + iy) * g.inWidth + ix) * g.inChannels + firstChannel;
                const weights = ((out * g.filterHeight + fy) * g.filterWidth + fx) * g.depth;
                for (let c = 0; c < g.depth; c++) {
                  const product = (Number(x[from + c]!) + offset) * Number(w[weights + c]!);
                  acc = float ? Math.fround(acc + Math.fround(product)) : acc + product;
                }
              }
            }
            y[at++] = finish(acc, out);
          }
  },
};
