import type { PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import type { TfliteOptions } from './op_slice.js';

/** The options that AVERAGE_POOL_2D and MAX_POOL_2D share. */
export function decodePool(options: TfliteOptions): PoolAttrs {
  return {
    padding: options.padding(), activation: options.activation(), dilationWidth: 1, dilationHeight: 1,
    strideWidth: options.number('stride_w'), strideHeight: options.number('stride_h'),
    filterWidth: options.number('filter_width'), filterHeight: options.number('filter_height'),
  };
}
