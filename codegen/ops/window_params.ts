import type { Value } from '../../runtime-ts/ir/graph.js';
import type { WindowAttrs, WindowPadding } from '../../runtime-ts/ops/window.js';
import type { StructField } from './op_slice.js';

/** The fields of bn_window. */
export function windowParams(attrs: WindowAttrs, padding: WindowPadding, height: number, width: number): StructField {
  return {
    kind: 'struct',
    fields: {
      height, width, stride_height: attrs.strideHeight, stride_width: attrs.strideWidth,
      dilation_height: attrs.dilationHeight, dilation_width: attrs.dilationWidth, pad_top: padding.top, pad_left: padding.left,
    },
  };
}

/** Whether every window lies inside the input, so that no tap is ever left out. */
export function staysInside(attrs: WindowAttrs, padding: WindowPadding, input: Value, output: Value, height: number, width: number): boolean {
  const [, inHeight = 1, inWidth = 1] = input.type.shape, [, outHeight = 1, outWidth = 1] = output.type.shape;
  const end = (out: number, stride: number, taps: number, dilation: number): number => (out - 1) * stride + (taps - 1) * dilation + 1;
  return padding.top === 0 && padding.left === 0
    && end(outHeight, attrs.strideHeight, height, attrs.dilationHeight) <= inHeight && end(outWidth, attrs.strideWidth, width, attrs.dilationWidth) <= inWidth;
}
