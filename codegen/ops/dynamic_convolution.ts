/** Kernels for layers with weights or a bias that are computed while the model runs; they take every layer, and are the slowest. */
import type { Operands, Value } from '../../runtime-ts/ir/graph.js';
import type { Activation } from '../../runtime-ts/numerics/activation.js';
import { activationRangeFloat, type Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { isWide } from '../../runtime-ts/ops/conv_2d.js';
import { float, table, type Kernel, type KernelParams, type StructField } from './op_slice.js';

/** A layer as bn_convolve_dynamic_* see it. */
export interface DynamicConvolution {
  readonly input: Value;
  readonly weights: Value;
  readonly output: Value;
  /** batches, input_height ... weight_tap_step: the fields that all types have. */
  readonly shape: KernelParams;
  readonly window: StructField;
  readonly activation: Activation;
  /** Of integers. */
  quantization(): {
    readonly inputOffset: number; readonly filterOffset: number; readonly outputOffset: number;
    readonly multipliers: readonly Multiplier[]; readonly range: readonly [number, number];
  };
}

export function dynamicKernels<A>(describe: (o: Operands<A>) => DynamicConvolution): readonly Kernel<A>[] {
  const kernel = (symbol: string, element: string, params: (o: Operands<A>, layer: DynamicConvolution) => KernelParams): Kernel<A> => ({
    symbol,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    call(o) {
      const layer = describe(o), bias = o.optional(2);
      return {
        params: { ...layer.shape, window: layer.window, has_bias: bias !== undefined, ...params(o, layer) },
        // A pointer is needed where the bias would be.
        reads: [layer.input, layer.weights, bias ?? layer.weights], writes: [layer.output],
      };
    },
  });
  return [
    kernel('bn_convolve_dynamic_s8', 'i8', (_, layer) => integerParams(layer, {})),
    kernel('bn_convolve_dynamic_s16', 'i16', (o, layer) => integerParams(layer, { wide: isWide(o) })),
    kernel('bn_convolve_dynamic_f32', 'f32', (_, { activation }) => {
      const [low, high] = activationRangeFloat(activation);
      return { activation_min: float(low), activation_max: float(high) };
    }),
  ];
}

function integerParams({ quantization }: DynamicConvolution, more: KernelParams): KernelParams {
  const { inputOffset, filterOffset, outputOffset, multipliers, range } = quantization();
  return {
    input_offset: inputOffset, filter_offset: filterOffset, output_offset: outputOffset, ...more, activation_min: range[0], activation_max: range[1],
    multipliers: table('multipliers', 'i32', Int32Array.from(multipliers.flatMap(({ mantissa, shift }) => [mantissa, shift])), `[${multipliers.length}][2]: multiplier, shift`),
  };
}
