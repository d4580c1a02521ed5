import { averagePool2d, poolRange, type PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { windowPadding } from '../../runtime-ts/ops/window.js';
import { decodePool } from './decode_pool.js';
import { defineOp, type Kernel } from './op_slice.js';
import { windowParams } from './window_params.js';

const portable: Kernel<PoolAttrs> = {
  symbol: 'bn_average_pool_2d_s8',
  inline: true,
  accepts: (o) => (o.input(0).type.element === 'i8' ? true : `takes int8, not ${o.input(0).type.element}`),
  call(o) {
    const input = o.input(0), output = o.output(0), a = o.attrs, [low, high] = poolRange(o);
    const [batches = 1, inHeight = 1, inWidth = 1, channels = 1] = input.type.shape, [, outHeight = 1, outWidth = 1] = output.type.shape;
    return {
      params: {
        batches, input_height: inHeight, input_width: inWidth, channels, output_height: outHeight, output_width: outWidth,
        window: windowParams(a, windowPadding(a, input, output, a.filterHeight, a.filterWidth), a.filterHeight, a.filterWidth),
        activation_min: low, activation_max: high,
      },
      reads: [input], writes: [output],
    };
  },
};

export default defineOp<PoolAttrs>({ op: averagePool2d, tflite: [{ code: 'AVERAGE_POOL_2D', decode: decodePool }], kernels: [portable] });
