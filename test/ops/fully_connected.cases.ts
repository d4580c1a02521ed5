import type { OpCase } from '../support/op_cases.js';
import type { ModelSpec, TensorSpec } from '../support/make_model.js';
import { integers, reals } from '../support/inputs.js';

/** [rows][depth] times [outputs][depth] of one type; the rest as each case says. */
interface Layer {
  readonly input: Omit<TensorSpec, 'name'>;
  readonly weights: Omit<TensorSpec, 'name'>;
  readonly bias?: Omit<TensorSpec, 'name'>;
  readonly output: Omit<TensorSpec, 'name'>;
  readonly options?: Readonly<Record<string, number | boolean>>;
}

function layer({ input, weights, bias, output, options = {} }: Layer): ModelSpec {
  const tensors: TensorSpec[] = [{ name: 'input', ...input }, { name: 'weights', ...weights }, { name: 'output', ...output }];
  if (bias !== undefined) tensors.push({ name: 'bias', ...bias });
  return {
    tensors, outputs: [2],
    // What has no data is an input.
    inputs: [0, ...(weights.data === undefined ? [1] : []), ...(bias !== undefined && bias.data === undefined ? [3] : [])],
    operators: [{ op: 'FULLY_CONNECTED', version: 4, inputs: [0, 1, bias === undefined ? -1 : 3], outputs: [2], options }],
  };
}

const relu = 1, reluN1To1 = 2, relu6 = 3, tanh = 4, signBit = 5;
const int8Input = { type: 'int8', shape: [1, 12], scales: [0.0431], zeroPoints: [-7] } as const;
const int8Weights = { type: 'int8', shape: [5, 12], scales: [0.0173], data: integers('weights', 60, -127, 127) } as const;
const int8Bias = { type: 'int32', shape: [5], scales: [0.0431 * 0.0173], data: integers('bias', 5, -9000, 9000) } as const;
const int8Output = { type: 'int8', shape: [1, 5], scales: [0.211], zeroPoints: [11] } as const;
const int8Layer: Layer = { input: int8Input, weights: int8Weights, bias: int8Bias, output: int8Output };

const channelScales = [0.0173, 0.0041, 0.031, 0.00087, 0.0229];
const computedBias = { type: 'int32', shape: [5], scales: [0.0431 * 0.0173] } as const;
const bias32 = { type: 'int32', shape: [5], data: integers('bias32', 5, -9e6, 9e6) } as const;
const perChannelWeights = { ...int8Weights, scales: channelScales, zeroPoints: [0, 0, 0, 0, 0], axis: 0 };
const perChannelBias = { ...int8Bias, scales: channelScales.map((scale) => scale * 0.0431), axis: 0 };

const int16Layer: Layer = {
  input: { type: 'int16', shape: [16, 12], scales: [0.000317], zeroPoints: [0] },
  weights: int8Weights,
  bias: { type: 'int64', shape: [5], data: integers('bias64', 5, -9e6, 9e6) },
  output: { type: 'int16', shape: [16, 5], scales: [0.0022], zeroPoints: [0] },
};
const floatLayer: Layer = {
  input: { type: 'float32', shape: [2, 12] },
  weights: { type: 'float32', shape: [5, 12], data: reals('float weights', 60, -1, 1) },
  bias: { type: 'float32', shape: [5], data: reals('float bias', 5, -2, 2) },
  output: { type: 'float32', shape: [2, 5] },
};

/** Layers for the kernel of cores with DSP instructions: blocks of sixteen inputs and four outputs, and what is left of them. */
function fastLayer(name: string, depth: number, outputs: number, relu1: boolean, changes: Partial<TensorSpec> = {}): OpCase {
  return {
    name: `int8, ${name}`,
    model: layer({
      input: { ...int8Input, shape: [1, depth] }, weights: { ...int8Weights, shape: [outputs, depth], data: integers(name, outputs * depth, -127, 127), ...changes },
      bias: { ...int8Bias, shape: [outputs], data: integers(`${name} bias`, outputs, -9000, 9000) },
      output: { ...int8Output, shape: [1, outputs], scales: [0.06 * Math.sqrt(depth)], zeroPoints: [relu1 ? -128 : 11] }, options: { fused_activation_function: relu1 ? relu : 0 },
    }),
  };
}

export const cases: readonly OpCase[] = [
  fastLayer('16 to 8, ReLU', 16, 8, true),
  fastLayer('36 to 6, ReLU', 36, 6, true),
  fastLayer('12 to 16', 12, 16, false),
  fastLayer('9 to 15, ReLU', 9, 15, true),
  fastLayer('8 outputs, weights of -128', 16, 8, false, { data: integers('eight low weights', 128, -128, -110) }),
  fastLayer('8 outputs, sums beyond pairs of rows', 400, 8, false, { data: integers('eight high weights', 3200, 120, 127) }),
  fastLayer('8 to 5', 8, 5, false),
  fastLayer('20 to 3, ReLU', 20, 3, true),
  fastLayer('1028 to 7, ReLU', 1028, 7, true),
  fastLayer('48 to 1', 48, 1, false),
  fastLayer('weights of -128', 16, 4, false, { data: integers('low weights', 64, -128, -110) }),
  fastLayer('sums beyond pairs of rows', 400, 2, false, { data: integers('high weights', 800, 120, 127) }),
  { name: 'int8', model: layer(int8Layer) },
  { name: 'int8, lowest input', model: layer(int8Layer), fills: ['min'] },
  { name: 'int8, highest input', model: layer(int8Layer), fills: ['max'] },
  { name: 'int8, ReLU', model: layer({ ...int8Layer, options: { fused_activation_function: relu } }) },
  { name: 'int8, ReLU -1 to 1', model: layer({ ...int8Layer, options: { fused_activation_function: reluN1To1 } }) },
  { name: 'int8, ReLU6', model: layer({ ...int8Layer, options: { fused_activation_function: relu6 } }) },
  { name: 'int8, no bias', model: layer({ input: int8Input, weights: int8Weights, output: int8Output }) },
  { name: 'int8, weights with a zero point', model: layer({ ...int8Layer, weights: { ...int8Weights, zeroPoints: [9] } }) },
  { name: 'int8, scale above one', model: layer({ ...int8Layer, output: { ...int8Output, scales: [0.00031] } }) },
  {
    name: 'int8, batch of 3',
    model: layer({ ...int8Layer, input: { ...int8Input, shape: [3, 12] }, output: { ...int8Output, shape: [3, 5] } }),
  },
  {
    name: 'int8, keeps the number of dimensions',
    model: layer({
      ...int8Layer, input: { ...int8Input, shape: [2, 3, 12] }, output: { ...int8Output, shape: [2, 3, 5] }, options: { keep_num_dims: true },
    }),
  },
  {
    name: 'int8, input of another rank',
    model: layer({ ...int8Layer, input: { ...int8Input, shape: [2, 2, 2, 6] }, output: { ...int8Output, shape: [4, 5] } }),
  },
  { name: 'int8, scale per channel', model: layer({ ...int8Layer, weights: perChannelWeights, bias: perChannelBias }) },
  {
    name: 'int8, scale per channel, ReLU6',
    model: layer({ ...int8Layer, weights: perChannelWeights, bias: perChannelBias, options: { fused_activation_function: relu6 } }),
  },
  {
    name: 'int4 weights',
    model: layer({ ...int8Layer, weights: { ...int8Weights, type: 'int4', data: integers('int4', 60, -7, 7) } }),
  },
  {
    name: 'int4 weights of odd depth',
    model: layer({
      ...int8Layer, input: { ...int8Input, shape: [1, 7] }, weights: { ...int8Weights, shape: [5, 7], type: 'int4', data: integers('odd', 35, -8, 7) },
    }),
  },
  // Halves: the product of the scales is half the output's in single precision, and just below it in double, which is right.
  ...(['int8', 'int16'] as const).map((type): OpCase => ({
    name: `${type}, product of the scales in double`, fills: [{ low: -60, high: 60 }],
    model: layer({
      input: { type, shape: [40, 1], scales: [0.001], zeroPoints: [0] }, weights: { type: 'int8', shape: [3, 1], scales: [0.001], data: [1, -1, 3] },
      output: { type, shape: [40, 3], scales: [0.000002000000222324161], zeroPoints: [0] },
    }),
  })),
  { name: 'int16, int64 bias', model: layer(int16Layer) },
  { name: 'int16, int64 bias, highest input', model: layer(int16Layer), fills: ['max'] },
  { name: 'int16, int64 bias, ReLU', model: layer({ ...int16Layer, options: { fused_activation_function: relu } }) },
  { name: 'int16, int32 bias', model: layer({ ...int16Layer, bias: { type: 'int32', shape: [5], data: integers('bias32', 5, -9e6, 9e6) } }) },
  { name: 'int16, no bias', model: layer({ input: int16Layer.input, weights: int16Layer.weights, output: int16Layer.output }) },
  { name: 'int16, scale per channel', model: layer({ ...int16Layer, weights: perChannelWeights }) },
  { name: 'int16, scale per channel, no bias', model: layer({ input: int16Layer.input, weights: perChannelWeights, output: int16Layer.output }) },
  {
    name: 'int16, scale per channel, int32 bias',
    model: layer({ ...int16Layer, weights: perChannelWeights, bias: { type: 'int32', shape: [5], data: integers('bias32', 5, -9e6, 9e6) } }),
  },
  { name: 'float32', model: layer(floatLayer) },
  { name: 'float32, ReLU', model: layer({ ...floatLayer, options: { fused_activation_function: relu } }) },
  { name: 'float32, ReLU6', model: layer({ ...floatLayer, options: { fused_activation_function: relu6 } }) },
  { name: 'float32, no bias', model: layer({ input: floatLayer.input, weights: floatLayer.weights, output: floatLayer.output }) },
  {
    name: 'int8, weights computed while the model runs',
    model: layer({ ...int8Layer, weights: { type: 'int8', shape: [5, 12], scales: [0.0173] } }),
  },
  { name: 'float32, weights computed while the model runs', model: layer({ ...floatLayer, weights: { type: 'float32', shape: [5, 12] } }) },
  { name: 'float32 with infinities and NaN', model: layer(floatLayer), fills: [[1, Infinity, 2, -3, NaN, 0.5, -Infinity]] },
  { name: 'int8, one number', model: layer({ input: { ...int8Input, shape: [1, 1] }, weights: { ...int8Weights, shape: [1, 1], data: [-77] }, output: { ...int8Output, shape: [1, 1] } }) },
  { name: 'int8, input and output of rank 1', model: layer({ ...int8Layer, input: { ...int8Input, shape: [12] }, output: { ...int8Output, shape: [5] } }) },
  { name: 'int8, zero points at the ends', model: layer({ ...int8Layer, input: { ...int8Input, zeroPoints: [127] }, output: { ...int8Output, zeroPoints: [-128] } }) },
  { name: 'int8, TANH is left out', model: layer({ ...int8Layer, options: { fused_activation_function: tanh } }) },
  { name: 'int8, SIGN_BIT is left out', model: layer({ ...int8Layer, options: { fused_activation_function: signBit } }) },
  { name: 'int8, scale per channel with zero points', model: layer({ ...int8Layer, weights: { ...perChannelWeights, zeroPoints: [1, -2, 3, -4, 5] }, bias: perChannelBias }) },
  { name: 'int8, scale per channel, bias of another scale', model: layer({ ...int8Layer, weights: perChannelWeights }) },
  { name: 'int8, bias of almost the right scale', model: layer({ ...int8Layer, bias: { ...int8Bias, scales: [0.0049] } }) },
  { name: 'int8, computed weights with a zero point', model: layer({ ...int8Layer, weights: { type: 'int8', shape: [5, 12], scales: [0.0173], zeroPoints: [9] } }) },
  { name: 'int8, computed weights, a scale per channel', model: layer({ ...int8Layer, weights: { type: 'int8', shape: [5, 12], scales: channelScales, zeroPoints: [0, 0, 0, 0, 0] }, bias: perChannelBias }) },
  { name: 'int8, computed weights and bias', model: layer({ ...int8Layer, weights: { type: 'int8', shape: [5, 12], scales: [0.0173] }, bias: computedBias }), fills: ['random', 'random', { low: -9000, high: 9000 }] },
  { name: 'int8, computed bias', model: layer({ ...int8Layer, bias: computedBias }), fills: ['random', { low: -9000, high: 9000 }] },
  { name: 'int4 weights with a zero point', model: layer({ ...int8Layer, weights: { ...int8Weights, type: 'int4', data: integers('int4', 60, -7, 7), zeroPoints: [3] } }) },
  { name: 'int16, zero points everywhere', model: layer({ ...int16Layer, input: { ...int16Layer.input, zeroPoints: [7] }, weights: { ...int8Weights, zeroPoints: [-5] }, output: { ...int16Layer.output, zeroPoints: [-100] } }) },
  { name: 'int16, int32 bias, zero points everywhere', model: layer({ ...int16Layer, bias: bias32, input: { ...int16Layer.input, zeroPoints: [7] }, weights: { ...int8Weights, zeroPoints: [-5] }, output: { ...int16Layer.output, zeroPoints: [-100] } }) },
  { name: 'int16, scale above one', model: layer({ ...int16Layer, output: { ...int16Layer.output, scales: [2 ** -20] }, bias: { type: 'int64', shape: [5], data: [-3, 50, -700, 9, 11], scales: [0.000317 * 0.0173] } }) },
  { name: 'int16, largest biases', model: layer({ ...int16Layer, bias: { type: 'int64', shape: [5], data: [2n ** 47n, -(2n ** 47n), 2n ** 40n, -1n, 1n] } }) },
  { name: 'int16, computed weights', model: layer({ ...int16Layer, weights: { type: 'int8', shape: [5, 12], scales: [0.0173] } }) },
  { name: 'int16, computed weights and int32 bias', model: layer({ ...int16Layer, weights: { type: 'int8', shape: [5, 12], scales: [0.0173] }, bias: { type: 'int32', shape: [5] } }), fills: ['random', 'random', { low: -9e6, high: 9e6 }] },
  { name: 'int16, computed bias', model: layer({ ...int16Layer, bias: { type: 'int64', shape: [5] } }), fills: ['random', { low: -9e6, high: 9e6 }] },
  { name: 'float32, computed bias', model: layer({ ...floatLayer, bias: { type: 'float32', shape: [5] } }) },
  { name: 'int8, bias of another scale', refused: 'the product of the scales', model: layer({ ...int8Layer, bias: { ...int8Bias, scales: [0.0051] } }) },
  { name: 'int16, bias of another scale', refused: 'the product of the scales', model: layer({ ...int16Layer, bias: { ...int16Layer.bias, type: 'int64', shape: [5], scales: [0.001] } }) },
  { name: 'int4 weights, a scale per channel', refused: 'one scale of int4 weights', model: layer({ ...int8Layer, weights: { ...perChannelWeights, type: 'int4', data: integers('int4', 60, -7, 7) } }) },
  { name: 'int16 with int4 weights', refused: 'it has int4', model: layer({ ...int16Layer, weights: { ...int8Weights, type: 'int4', data: integers('int4', 60, -7, 7) } }) },
  { name: 'int8 with float32 weights', refused: 'i8 x f32 -> i8', model: layer({ ...int8Layer, weights: floatLayer.weights }) },
  { name: 'int8, bounds of ReLU6 beyond 32 bits', refused: 'the bounds of RELU6 fit 32 bits', model: layer({ input: int8Input, weights: int8Weights, output: { ...int8Output, scales: [1e-10] }, options: { fused_activation_function: relu6 } }) },
  { name: 'int8 to float32', refused: 'i8 x i8 -> f32', model: layer({ ...int8Layer, output: { type: 'float32', shape: [1, 5] } }) },
  {
    name: 'float32 with int8 weights', refused: 'float32 throughout',
    model: layer({ ...floatLayer, weights: int8Weights }),
  },
];
