/** AVERAGE_POOL_2D: the mean of the window's part that lies inside the input; integers round halves away from zero. */
import type { Op, Operands } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, activationRangeFloat, clamp } from '../numerics/fixed_point.js';
import { checkActivation } from './check_activation.js';
import { windowExtent, windowPadding, type WindowAttrs } from './window.js';

export interface PoolAttrs extends WindowAttrs {
  readonly activation: Activation;
  readonly filterWidth: number;
  readonly filterHeight: number;
}

/** Rules that all poolings share. */
export function checkPool(o: Operands<PoolAttrs>): void {
  const input = o.input(0, 'input'), output = o.output(0), a = o.attrs;
  o.require(input.type.shape.length === 4 && output.type.shape.length === 4, 'input and output of rank 4');
  o.require(['i8', 'i16', 'f32'].includes(input.type.element) && input.type.element === output.type.element, 'int8, int16 or float32 throughout');
  const [batch = 1, height = 1, width = 1, channels = 1] = input.type.shape;
  const expected = [batch, windowExtent(a.padding, height, a.filterHeight, a.strideHeight, 1), windowExtent(a.padding, width, a.filterWidth, a.strideWidth, 1), channels];
  o.require(expected.every((extent, at) => extent === output.type.shape[at]), `an output of shape [${expected.join(', ')}]; it has [${output.type.shape.join(', ')}]`);
  if (input.type.element === 'f32') return;
  // TFLM does not rescale (tensorflow/lite/micro/kernels/pooling_common.cc, PoolingPrepare).
  const x = o.perTensor(input), y = o.perTensor(output);
  checkActivation(o, a.activation, output);
  o.require(Math.abs(x.scale - y.scale) <= 1e-6 && x.zeroPoint === y.zeroPoint, 'input and output with the same scale and zero point');
}

/** The numbers that the fused activation lets through, in output units. */
export function poolRange(o: Operands<PoolAttrs>): readonly [number, number] {
  const output = o.output(0);
  if (output.type.element === 'f32') return activationRangeFloat(o.attrs.activation);
  const y = o.perTensor(output);
  return activationRange(o.attrs.activation, output.type.element === 'i16' ? 'i16' : 'i8', y.scale, y.zeroPoint);
}

/** Walks every output in order with the positions of its window's elements inside the input. */
export function forEachWindow(o: Operands<PoolAttrs>, visit: (positions: readonly number[], at: number) => void): void {
  const input = o.input(0), output = o.output(0), a = o.attrs;
  const [, inHeight = 1, inWidth = 1, channels = 1] = input.type.shape, [batches = 1, outHeight = 1, outWidth = 1] = output.type.shape;
  const padding = windowPadding(a, input, output, a.filterHeight, a.filterWidth);
  let at = 0;
  for (let batch = 0; batch < batches; batch++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++)
        for (let channel = 0; channel < channels; channel++) {
          const top = row * a.strideHeight - padding.top, left = column * a.strideWidth - padding.left, positions: number[] = [];
          for (let iy = Math.max(top, 0); iy < Math.min(top + a.filterHeight, inHeight); iy++)
            for (let ix = Math.max(left, 0); ix < Math.min(left + a.filterWidth, inWidth); ix++)
              positions.push(((batch * inHeight + iy) * inWidth + ix) * channels + channel);
          visit(positions, at++);
        }
}

export const averagePool2d: Op<PoolAttrs> = {
  name: 'average_pool_2d',
  check: checkPool,
  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0)), [low, high] = poolRange(o);
    const float = x instanceof Float32Array;
    forEachWindow(o, (positions, at) => {
      const count = positions.length;
      let sum = 0;
      for (const position of positions) sum = float ? Math.fround(sum + x[position]!) : sum + Number(x[position]!);
      const half = Math.trunc(count / 2);
      const mean = float ? Math.fround(sum / count) : Math.trunc((sum > 0 ? sum + half : sum - half) / count);
      y[at] = clamp(mean, low, high);
    });
  },
};
