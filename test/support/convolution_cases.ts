/** The cases that CONV_2D and DEPTHWISE_CONV_2D share: the same windows, scales and types over differently shaped filters. */
import type { OpCase } from './op_cases.js';
import type { ModelSpec, TensorSpec } from './make_model.js';
import { integers, reals } from './inputs.js';

export const same = 0, valid = 1;
const relu = 1, reluN1To1 = 2, relu6 = 3, tanh = 4, signBit = 5;
const inputScale = 0.0431;

/** What a case changes of an int8 layer of [1, 6, 7, 3] with a filter of 3 x 2, one scale per channel, VALID, strides of 1. */
export interface Changes {
  readonly input?: Partial<TensorSpec>;
  readonly filter?: Partial<TensorSpec>;
  /** null: no bias. */
  readonly bias?: Partial<TensorSpec> | null;
  readonly output?: Partial<TensorSpec>;
  readonly options?: Readonly<Record<string, number>>;
  /** What is no constant but a further input. */
  readonly computed?: readonly ('filter' | 'bias')[];
}

/** Where the two operators differ: the filter's shape for 3 input channels, its channel axis, and their own options. */
export interface Convolution {
  readonly op: string;
  readonly channels: number;
  readonly axis: number;
  filter(height: number, width: number): readonly number[];
  readonly options?: Readonly<Record<string, number>>;
}

export function convolution(kind: Convolution, changes: Changes = {}): ModelSpec {
  const n = kind.channels;
  const scales = Array.from({ length: n }, (_, channel) => [0.0173, 0.0041, 0.031, 0.00087, 0.0229, 0.0112][channel % 6] ?? 1);
  const shape = changes.filter?.shape ?? kind.filter(3, 2);
  const size = shape.reduce((a, b) => a * b, 1);
  const specs: TensorSpec[] = [
    { name: 'input', type: 'int8', shape: [1, 6, 7, 3], scales: [inputScale], zeroPoints: [-7], ...changes.input },
    { name: 'filter', type: 'int8', shape, scales, zeroPoints: scales.map(() => 0), axis: kind.axis, data: integers('filter', size, -127, 127), ...changes.filter },
    { name: 'output', type: 'int8', shape: [1, 4, 6, n], scales: [0.211], zeroPoints: [11], ...changes.output },
  ];
  if (changes.bias !== null)
    specs.push({ name: 'bias', type: 'int32', shape: [n], scales: scales.map((scale) => scale * inputScale), axis: 0, data: integers('bias', n, -9000, 9000), ...changes.bias });
  const isComputed = ({ name }: TensorSpec): boolean => (changes.computed ?? []).some((computed) => computed === name);
  return {
    tensors: specs.map((spec) => (isComputed(spec) ? withoutData(spec) : spec)),
    inputs: [0, ...specs.flatMap((spec, at) => (isComputed(spec) ? [at] : []))], outputs: [2],
    operators: [{
      op: kind.op, version: 3, inputs: changes.bias === null ? [0, 1] : [0, 1, 3], outputs: [2],
      options: { padding: valid, stride_w: 1, stride_h: 1, ...kind.options, ...changes.options },
    }],
  };
}

function withoutData({ data: _, ...spec }: TensorSpec): TensorSpec {
  return spec;
}

export function convolutionCases(kind: Convolution): readonly OpCase[] {
  const n = kind.channels, of = (changes?: Changes): ModelSpec => convolution(kind, changes);
  const size = kind.filter(3, 2).reduce((a, b) => a * b, 1);
  const int16: Changes = {
    input: { type: 'int16', scales: [0.000317], zeroPoints: [0] }, output: { type: 'int16', scales: [0.0022], zeroPoints: [0] },
    bias: { type: 'int64', data: integers('bias64', n, -9e6, 9e6) },
  };
  const plain = { scales: [], zeroPoints: [] };
  const float: Changes = {
    input: { type: 'float32', ...plain }, output: { type: 'float32', ...plain },
    filter: { type: 'float32', data: reals('float filter', size, -1, 1), ...plain }, bias: { type: 'float32', data: reals('float bias', n, -2, 2), ...plain },
  };
  // 6 x 7 in steps of 2: padding is odd below 6 rows, and none is left of 7 columns.
  const padded = { padding: same, stride_w: 2, stride_h: 2 }, oneScale = { scales: [0.0173], zeroPoints: [0], axis: 0 };
  return [
    { name: 'int8', model: of() },
    { name: 'int8, lowest input', model: of(), fills: ['min'] },
    { name: 'int8, highest input', model: of(), fills: ['max'] },
    { name: 'int8, no bias', model: of({ bias: null }) },
    { name: 'int8, one scale', model: of({ filter: { scales: [0.0173], zeroPoints: [0], axis: 0 }, bias: { scales: [0.0173 * inputScale] } }) },
    { name: 'int8, scale above one', model: of({ output: { scales: [0.00031] } }) },
    // Every accumulator is the bias, just beside a half: with the product of the scales in float32 it rounds to the other side.
    {
      name: 'int8, product of the scales in double', fills: [[-7]],
      model: of({ filter: { scales: Array<number>(n).fill(0.0229) }, bias: { data: Array<number>(n).fill(1005010156) }, output: { scales: [9870], zeroPoints: [0] } }),
    },
    { name: 'int8, ReLU', model: of({ options: { fused_activation_function: relu } }) },
    { name: 'int8, ReLU -1 to 1', model: of({ options: { fused_activation_function: reluN1To1 } }) },
    { name: 'int8, ReLU6', model: of({ output: { scales: [0.051] }, options: { fused_activation_function: relu6 } }) },
    { name: 'int8, SAME', model: of({ output: { shape: [1, 6, 7, n] }, options: { padding: same } }) },
    { name: 'int8, SAME, steps of 2', model: of({ output: { shape: [1, 3, 4, n] }, options: padded }) },
    { name: 'int8, VALID, steps of 2 and 3', model: of({ output: { shape: [1, 2, 2, n] }, options: { stride_h: 2, stride_w: 3 } }) },
    { name: 'int8, dilated', model: of({ output: { shape: [1, 2, 4, n] }, options: { dilation_h_factor: 2, dilation_w_factor: 3 } }) },
    { name: 'int8, SAME, dilated', model: of({ output: { shape: [1, 6, 7, n] }, options: { padding: same, dilation_h_factor: 2, dilation_w_factor: 3 } }) },
    { name: 'int8, batch of 2', model: of({ input: { shape: [2, 6, 7, 3] }, output: { shape: [2, 4, 6, n] } }) },
    { name: 'int8, SAME, filter wider than the input', model: of({ input: { shape: [1, 2, 1, 3] }, output: { shape: [1, 2, 1, n] }, options: { padding: same } }) },
    { name: 'int4 filter', model: of({ filter: { type: 'int4', data: integers('int4', size, -7, 7) } }) },
    { name: 'int16', model: of(int16) },
    { name: 'int16, highest input', model: of(int16), fills: ['max'] },
    { name: 'int16, no bias', model: of({ ...int16, bias: null }) },
    { name: 'int16, SAME, ReLU', model: of({ ...int16, output: { ...int16.output, shape: [1, 3, 4, n] }, options: { ...padded, fused_activation_function: relu } }) },
    { name: 'float32', model: of(float) },
    { name: 'float32, no bias', model: of({ ...float, bias: null }) },
    { name: 'float32, SAME, ReLU6', model: of({ ...float, output: { ...float.output, shape: [1, 3, 4, n] }, options: { ...padded, fused_activation_function: relu6 } }) },
    { name: 'int8, one number', model: of({ input: { shape: [1, 1, 1, 3] }, filter: { shape: kind.filter(1, 1), data: integers('one', kind.filter(1, 1).reduce((a, b) => a * b, 1), -127, 127) }, output: { shape: [1, 1, 1, n] } }) },
    { name: 'int8, zero points at the ends', model: of({ input: { zeroPoints: [127] }, output: { zeroPoints: [-128] } }) },
    { name: 'int8, zero points at the other ends', model: of({ input: { zeroPoints: [-128] }, output: { zeroPoints: [127] } }) },
    { name: 'int8, filter with a zero point', model: of({ filter: { scales: [0.0173], zeroPoints: [9], axis: 0 } }) },
    { name: 'int8, bias without a scale', model: of({ bias: { scales: [], zeroPoints: [] } }) },
    { name: 'int8, TANH is left out', model: of({ options: { fused_activation_function: tanh } }) },
    { name: 'int8, SIGN_BIT is left out', model: of({ options: { fused_activation_function: signBit } }) },
    { name: 'int4 filter, one scale', model: of({ filter: { type: 'int4', scales: [0.0173], zeroPoints: [0], axis: 0, data: integers('int4', size, -8, 7) } }) },
    { name: 'int4 filter of odd size', model: of({ input: { shape: [1, 3, 3, 3] }, filter: { type: 'int4', shape: kind.filter(3, 3), data: integers('odd', kind.filter(3, 3).reduce((a, b) => a * b, 1), -8, 7) }, output: { shape: [1, 1, 1, n] } }) },
    { name: 'int8, computed filter', model: of({ filter: oneScale, computed: ['filter'] }) },
    { name: 'int8, computed filter, no bias, SAME', model: of({ filter: oneScale, bias: null, output: { shape: [1, 3, 4, n] }, options: padded, computed: ['filter'] }) },
    { name: 'int8, computed filter and bias', model: of({ filter: oneScale, computed: ['filter', 'bias'] }), fills: ['random', 'random', { low: -9000, high: 9000 }] },
    { name: 'int8, computed bias', model: of({ computed: ['bias'] }), fills: ['random', { low: -9000, high: 9000 }] },
    { name: 'int16, lowest input', model: of(int16), fills: ['min'] },
    { name: 'int16, one scale', model: of({ ...int16, filter: { scales: [0.0173], zeroPoints: [0], axis: 0 } }) },
    { name: 'int16, scale above one', model: of({ ...int16, output: { ...int16.output, scales: [2 ** -19] } }) },
    { name: 'int16, zero points are left out', model: of({ ...int16, input: { ...int16.input, zeroPoints: [7] }, output: { ...int16.output, zeroPoints: [-100] } }) },
    { name: 'int16, computed filter', model: of({ ...int16, filter: oneScale, computed: ['filter'] }) },
    { name: 'int16, computed filter, no bias', model: of({ ...int16, filter: oneScale, bias: null, computed: ['filter'] }) },
    { name: 'int16, computed bias', model: of({ ...int16, computed: ['bias'] }), fills: ['random', { low: -9e6, high: 9e6 }] },
    { name: 'float32, ReLU -1 to 1', model: of({ ...float, options: { fused_activation_function: reluN1To1 } }) },
    { name: 'float32, TANH is left out', model: of({ ...float, options: { fused_activation_function: tanh } }) },
    { name: 'float32, computed filter', model: of({ ...float, computed: ['filter'] }) },
    { name: 'float32, computed filter and bias', model: of({ ...float, computed: ['filter', 'bias'] }) },
    { name: 'int8, bounds of ReLU6 beyond 32 bits', refused: 'the bounds of RELU6 fit 32 bits', model: of({ output: { scales: [1e-10] }, options: { fused_activation_function: relu6 } }) },
    { name: 'int16 with an int4 filter', refused: 'it has int4', model: of({ ...int16, filter: { type: 'int4', data: integers('int4', size, -7, 7) } }) },
    { name: 'int8 with a float32 filter', refused: 'i8 x f32 -> i8', model: of({ filter: float.filter ?? {} }) },
    { name: 'float32 with an int8 filter', refused: 'f32 x i8 -> f32', model: of({ ...float, filter: {} }) },
    { name: 'int8 without a filter scale', refused: 'one filter scale', model: of({ filter: plain }) },
    { name: 'int8 without an input scale', refused: 'no scale and zero point', model: of({ input: plain }) },
    { name: 'int8 to float32', refused: 'i8 x i8 -> f32', model: of({ output: { type: 'float32', ...plain } }) },
  ];
}
