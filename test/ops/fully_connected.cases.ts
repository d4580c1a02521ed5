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
    // Weights without data are a second input.
    inputs: weights.data === undefined ? [0, 1] : [0],
    operators: [{ op: 'FULLY_CONNECTED', version: 4, inputs: [0, 1, bias === undefined ? -1 : 3], outputs: [2], options }],
  };
}

const relu = 1, reluN1To1 = 2, relu6 = 3;
const int8Input = { type: 'int8', shape: [1, 12], scales: [0.0431], zeroPoints: [-7] } as const;
const int8Weights = { type: 'int8', shape: [5, 12], scales: [0.0173], data: integers('weights', 60, -127, 127) } as const;
const int8Bias = { type: 'int32', shape: [5], scales: [0.0431 * 0.0173], data: integers('bias', 5, -9000, 9000) } as const;
const int8Output = { type: 'int8', shape: [1, 5], scales: [0.211], zeroPoints: [11] } as const;
const int8Layer: Layer = { input: int8Input, weights: int8Weights, bias: int8Bias, output: int8Output };

const channelScales = [0.0173, 0.0041, 0.031, 0.00087, 0.0229];
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

export const cases: readonly OpCase[] = [
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
  { name: 'int8 to float32', refused: 'i8 x i8 -> f32', model: layer({ ...int8Layer, output: { type: 'float32', shape: [1, 5] } }) },
  {
    name: 'float32 with int8 weights', refused: 'float32 throughout',
    model: layer({ ...floatLayer, weights: int8Weights }),
  },
];
