import type { Element } from '../../runtime-ts/ir/graph.js';
import { poolRange, type PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { windowPadding } from '../../runtime-ts/ops/window.js';
import { float, type Kernel } from './op_slice.js';
import { windowHeadStart } from './head_start.js';
import { windowParams } from './window_params.js';

/** A pooling kernel; those of all types have the same fields. `leastTaps`: smaller windows are not for it. */
export function poolKernel(symbol: string, element: Element, { leastTaps = 1, ...form }: Pick<Kernel<PoolAttrs>, 'inline' | 'needs'> & { readonly leastTaps?: number } = {}): Kernel<PoolAttrs> {
  return {
    symbol,
    ...form,
    accepts(o) {
      const { element: given } = o.input(0).type;
      if (given !== element) return `takes ${element}, not ${given}`;
      return o.attrs.filterHeight * o.attrs.filterWidth >= leastTaps ? true : `is slower for windows of fewer than ${leastTaps} taps`;
    },
    headStart: (o) => windowHeadStart(o.attrs, windowPadding(o.attrs, o.input(0), o.output(0), o.attrs.filterHeight, o.attrs.filterWidth), o.input(0), o.output(0), 1),
    call(o) {
      const input = o.input(0), output = o.output(0), a = o.attrs, [low, high] = poolRange(o);
      const [batches = 1, inHeight = 1, inWidth = 1, channels = 1] = input.type.shape, [, outHeight = 1, outWidth = 1] = output.type.shape;
      return {
        params: {
          batches, input_height: inHeight, input_width: inWidth, channels, output_height: outHeight, output_width: outWidth,
          window: windowParams(a, windowPadding(a, input, output, a.filterHeight, a.filterWidth), a.filterHeight, a.filterWidth),
          activation_min: element === 'f32' ? float(low) : low, activation_max: element === 'f32' ? float(high) : high,
        },
        reads: [input], writes: [output],
      };
    },
  };
}
