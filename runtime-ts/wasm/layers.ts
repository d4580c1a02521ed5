/** Layers that sum products, as their kernels see them. */
import { viewOf, type Operands, type Value } from '../ir/graph.js';
import type { Multiplier } from '../numerics/fixed_point.js';
import { conv2dShape, convolutionQuantization, type Conv2dAttrs } from '../ops/conv_2d.js';
import { depthwiseConv2dShape } from '../ops/depthwise_conv_2d.js';
import { fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../ops/fully_connected.js';
import { noHalo, type Halo } from './layout.js';
import { chooseRescales, type Limits, type Rescale, type SumRange } from './rescale.js';

/** Sums of products over a window that walks over images, however the operator calls them. */
export interface Convolution {
  readonly images: number;
  readonly outRows: number;
  readonly outColumns: number;
  readonly outChannels: number;
  readonly inChannels: number;
  readonly strideRows: number;
  readonly strideColumns: number;
  readonly filterRows: number;
  readonly filterColumns: number;
  readonly dilationRows: number;
  readonly dilationColumns: number;
  readonly halo: Halo;
  /** [out][row][column][channel], less their zero point. */
  readonly filter: Int16Array;
  readonly biases: Int32Array;
  readonly inputZeroPoint: number;
  readonly multipliers: readonly Multiplier[];
  readonly limits: Limits;
}

export function constantOf(value: Value | undefined): ArrayLike<number> | undefined {
  if (value?.storage.kind !== 'constant' || value.type.element === 'i64' || value.type.element === 'u64') return undefined;
  return viewOf(value.type.element, value.storage.bytes) as ArrayLike<number> as Int8Array;
}

/** Whether an operand is computed while the model runs, in int8. */
export function isInt8Activation(value: Value | undefined): boolean {
  return value?.type.element === 'i8' && value.storage.kind === 'activation';
}

/** The rows and columns beyond an image that windows reach. */
export function haloOf(padding: { readonly top: number; readonly left: number }, g: { readonly inHeight: number; readonly inWidth: number; readonly outHeight: number; readonly outWidth: number; readonly filterHeight: number; readonly filterWidth: number }, a: Conv2dAttrs): Halo {
  const behind = (out: number, stride: number, filter: number, dilation: number, before: number, extent: number): number => Math.max(0, (out - 1) * stride + (filter - 1) * dilation + 1 - before - extent);
  return {
    top: padding.top, left: padding.left,
    bottom: behind(g.outHeight, a.strideHeight, g.filterHeight, a.dilationHeight, padding.top, g.inHeight),
    right: behind(g.outWidth, a.strideWidth, g.filterWidth, a.dilationWidth, padding.left, g.inWidth),
  };
}

/** Filter and bias of an int8 layer, if they are constants. */
export function constantsOf<A>(o: Operands<A>): { readonly filter: ArrayLike<number>; readonly bias: ArrayLike<number> | undefined } | undefined {
  const filter = constantOf(o.optional(1)), bias = constantOf(o.optional(2));
  return !isInt8Activation(o.optional(0)) || o.output(0).type.element !== 'i8' || filter === undefined || (bias === undefined && o.optional(2) !== undefined) ? undefined : { filter, bias };
}

export function limitsOf(range: readonly [number, number], zeroPoint: number): Limits {
  return { low: range[0] - zeroPoint, high: range[1] - zeroPoint, zeroPoint };
}

/** Weights as int16, less their zero point. */
function widened(filter: ArrayLike<number>, offset: number): Int16Array {
  const wide = new Int16Array(filter);
  if (offset !== 0) for (let at = 0; at < wide.length; at++) wide[at]! += offset;
  return wide;
}

const biasesOf = (bias: ArrayLike<number> | undefined, channels: number): Int32Array => (bias === undefined ? new Int32Array(channels) : new Int32Array(bias));

/** What CONV_2D and DEPTHWISE_CONV_2D say in the same words. */
type WindowShape = ReturnType<typeof conv2dShape>;
function windowsOf(o: Operands<Conv2dAttrs>, g: Pick<WindowShape, 'batch' | 'inHeight' | 'inWidth' | 'outHeight' | 'outWidth' | 'outChannels' | 'filterHeight' | 'filterWidth' | 'padding'>): Omit<Convolution, 'inChannels' | 'filter' | 'biases'> {
  const a = o.attrs, q = convolutionQuantization(o, g.outChannels, a.activation);
  return {
    images: g.batch, outRows: g.outHeight, outColumns: g.outWidth, outChannels: g.outChannels, strideRows: a.strideHeight, strideColumns: a.strideWidth,
    filterRows: g.filterHeight, filterColumns: g.filterWidth, dilationRows: a.dilationHeight, dilationColumns: a.dilationWidth, halo: haloOf(g.padding, g, a),
    inputZeroPoint: -q.inputOffset, multipliers: q.multipliers, limits: limitsOf(q.range, q.outputOffset),
  };
}

/** CONV_2D without groups. */
export function convolutionOf(o: Operands<Conv2dAttrs>): Convolution | undefined {
  const constants = constantsOf(o), g = conv2dShape(o);
  if (constants === undefined || g.depth !== g.inChannels) return undefined;
  return { ...windowsOf(o, g), inChannels: g.inChannels, filter: widened(constants.filter, 0), biases: biasesOf(constants.bias, g.outChannels) };
}

/** A depthwise filter [row][column][channel] with its channels first. */
export function outermost(filter: ArrayLike<number>, channels: number): Int16Array {
  const taps = filter.length / channels, turned = new Int16Array(filter.length);
  for (let channel = 0; channel < channels; channel++) for (let tap = 0; tap < taps; tap++) turned[channel * taps + tap] = filter[tap * channels + channel]!;
  return turned;
}

/** A depthwise layer in the words of a convolution: one of a single input channel, with its filter turned round, or one in which each output channel reads the input channel of its place. */
export interface Depthwise extends Convolution { readonly single: boolean }

/** DEPTHWISE_CONV_2D; undefined where several outputs read each of several inputs. */
export function depthwiseOf(o: Operands<Conv2dAttrs>): Depthwise | undefined {
  const constants = constantsOf(o), g = depthwiseConv2dShape(o);
  if (constants === undefined || (g.inChannels !== 1 && g.multiplier !== 1)) return undefined;
  const { filter, bias } = constants;
  return { ...windowsOf(o, g), single: g.inChannels === 1, inChannels: 1, filter: outermost(filter, g.outChannels), biases: biasesOf(bias, g.outChannels) };
}

/** FULLY_CONNECTED is a convolution over a row of single pixels. */
export function denseAsConvolution(o: Operands<FullyConnectedAttrs>): Convolution | undefined {
  const constants = constantsOf(o), g = fullyConnectedShape(o);
  if (constants === undefined || g.weights.type.element !== 'i8') return undefined;
  const q = fullyConnectedQuantization(o), { filter, bias } = constants;
  return {
    images: 1, outRows: 1, outColumns: g.rows, outChannels: g.outputs, inChannels: g.depth, strideRows: 1, strideColumns: 1,
    filterRows: 1, filterColumns: 1, dilationRows: 1, dilationColumns: 1, halo: noHalo,
    filter: widened(filter, q.filterOffset), biases: biasesOf(bias, g.outputs),
    inputZeroPoint: -q.inputOffset, multipliers: q.multipliers, limits: limitsOf(q.range, q.outputOffset),
  };
}

/** The sums that a channel can have, its bias included. */
export function sumsOf(c: Convolution, out: number): SumRange {
  const low = -128 - c.inputZeroPoint, high = 127 - c.inputZeroPoint, taps = c.filter.length / c.outChannels;
  let positive = 0, negative = 0;
  for (let at = out * taps; at < (out + 1) * taps; at++) {
    const weight = c.filter[at]!;
    if (weight > 0) positive += weight;
    else negative += weight;
  }
  // Padding adds nothing, and centred zero lies between the limits.
  return { least: c.biases[out]! + positive * low + negative * high, most: c.biases[out]! + positive * high + negative * low };
}

/** How each group of four channels is scaled; sums that leave int32 wrap, so that they may be anything. */
export function rescalesOf(c: Convolution): readonly Rescale[] {
  const ranges = c.multipliers.map((_, out) => sumsOf(c, out)).map((range) => (range.least < -(2 ** 31) || range.most >= 2 ** 31 ? { least: -(2 ** 31), most: 2 ** 31 - 1 } : range));
  return chooseRescales(c.multipliers, c.limits.low, c.limits.high, ranges);
}
