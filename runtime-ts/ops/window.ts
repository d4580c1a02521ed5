/** The geometry that convolutions and poolings share: a window that walks over [batch][height][width][channels]. */
import type { Value } from '../ir/graph.js';
import { toMultiplier, type Multiplier } from '../numerics/fixed_point.js';

export interface WindowAttrs {
  readonly padding: 'same' | 'valid';
  readonly strideWidth: number;
  readonly strideHeight: number;
  readonly dilationWidth: number;
  readonly dilationHeight: number;
  /** Rows of padding above and below, and columns at the sides, whatever `padding` says. Files have none: passes that cut layers into stripes, or that take a PAD into a layer, bring them. */
  readonly rows?: { readonly top: number; readonly bottom: number };
  readonly columns?: { readonly left: number; readonly right: number };
}

export interface WindowPadding { readonly top: number; readonly left: number }

/** ComputePaddingHeightWidth (tensorflow/lite/kernels/padding.h): rows above and columns left; the odd one goes below and right. */
export function windowPadding(attrs: WindowAttrs, input: Value, output: Value, filterHeight: number, filterWidth: number): WindowPadding {
  if (attrs.padding === 'valid') return { top: attrs.rows?.top ?? 0, left: attrs.columns?.left ?? 0 };
  const [, inHeight = 1, inWidth = 1] = input.type.shape, [, outHeight = 1, outWidth = 1] = output.type.shape;
  const before = (out: number, stride: number, filter: number, dilation: number, extent: number): number =>
    Math.max(0, (out - 1) * stride + (filter - 1) * dilation + 1 - extent) >> 1;
  return {
    top: attrs.rows?.top ?? before(outHeight, attrs.strideHeight, filterHeight, attrs.dilationHeight, inHeight),
    left: attrs.columns?.left ?? before(outWidth, attrs.strideWidth, filterWidth, attrs.dilationWidth, inWidth),
  };
}

/** The output extent that TFLite computes (padding.h, ComputeOutSize). */
export function windowExtent(padding: WindowAttrs['padding'], extent: number, filter: number, stride: number, dilation: number): number {
  const reach = (filter - 1) * dilation + 1;
  return Math.floor(((padding === 'same' ? extent : extent - reach + 1) + stride - 1) / stride);
}

/** The rows and columns of an output, by the rule of windowExtent or with the padding that the attributes say. */
export function windowExtents(attrs: WindowAttrs, inHeight: number, inWidth: number, filterHeight: number, filterWidth: number): readonly [number, number] {
  const { rows, columns, padding, strideHeight, strideWidth, dilationHeight, dilationWidth } = attrs;
  return [
    rows === undefined ? windowExtent(padding, inHeight, filterHeight, strideHeight, dilationHeight) : windowExtent('valid', rows.top + inHeight + rows.bottom, filterHeight, strideHeight, dilationHeight),
    columns === undefined ? windowExtent(padding, inWidth, filterWidth, strideWidth, dilationWidth) : windowExtent('valid', columns.left + inWidth + columns.right, filterWidth, strideWidth, dilationWidth),
  ];
}

/** One multiplier per output channel, scales multiplied in double (kernel_util.cc, PopulateConvolutionQuantizationParams). */
export function channelMultipliers(inputScale: number, filterScales: readonly number[], outputScale: number, channels: number): readonly Multiplier[] {
  return Array.from({ length: channels }, (_, channel) =>
    toMultiplier((inputScale * (filterScales[filterScales.length === 1 ? 0 : channel] ?? 0)) / outputScale));
}
