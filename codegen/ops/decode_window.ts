import type { Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import type { TfliteOptions } from './op_slice.js';

/** The options that CONV_2D and DEPTHWISE_CONV_2D share. */
export function decodeConvolution(options: TfliteOptions): Conv2dAttrs {
  return {
    padding: options.padding(), activation: options.activation(),
    strideWidth: options.number('stride_w'), strideHeight: options.number('stride_h'),
    dilationWidth: options.number('dilation_w_factor'), dilationHeight: options.number('dilation_h_factor'),
  };
}
