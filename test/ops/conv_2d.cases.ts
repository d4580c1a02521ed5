import { convolution, convolutionCases, type Convolution } from '../support/convolution_cases.js';
import type { ModelSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const bias32 = { type: 'int32', data: [-9000000, 4000, -77, 6000000] } as const;
const int16 = { input: { type: 'int16', scales: [0.000317], zeroPoints: [0] }, output: { type: 'int16', scales: [0.0022], zeroPoints: [0] }, bias: bias32 } as const;
const conv: Convolution = { op: 'CONV_2D', channels: 4, axis: 0, filter: (height, width) => [4, height, width, 3] };
const pointwise: Convolution = { ...conv, channels: 5, filter: () => [5, 1, 1, 3] };
// 6 output channels in 3 groups, each of one input channel.
const grouped: Convolution = { ...conv, channels: 6, filter: (height, width) => [6, height, width, 1] };

/** With a third operand that is left out, instead of two. */
const withoutBias = (model: ModelSpec): ModelSpec => ({ ...model, operators: model.operators.map((operator) => ({ ...operator, inputs: [...operator.inputs, -1] })) });

export const cases: readonly OpCase[] = [
  ...convolutionCases(conv),
  { name: 'int8, 1 x 1', model: convolution(pointwise, { output: { shape: [1, 6, 7, 5] } }) },
  { name: 'int8, 3 groups', model: convolution(grouped) },
  { name: 'int8, bias left out', model: withoutBias(convolution(conv, { bias: null })) },
  { name: 'int16, bias left out', model: withoutBias(convolution(conv, { ...int16, bias: null })) },
  { name: 'int8, 3 groups, computed filter', model: convolution(grouped, { filter: { scales: [0.0173], zeroPoints: [0], axis: 0 }, computed: ['filter'] }) },
  { name: 'int16, int32 bias', model: convolution(conv, int16) },
  { name: 'int16, int32 bias, highest input', model: convolution(conv, int16), fills: ['max'] },
  { name: 'int16, int32 bias, zero points are left out', model: convolution(conv, { ...int16, input: { ...int16.input, zeroPoints: [7] }, output: { ...int16.output, zeroPoints: [-100] } }) },
  { name: 'int16, int32 bias, scale above 2^14', model: convolution(conv, { ...int16, input: { ...int16.input, scales: [0.5] }, output: { ...int16.output, scales: [2 ** -26] } }), fills: [[0, 1, -1, 0, 0]] },
  { name: 'int16, computed int32 bias', model: convolution(conv, { ...int16, computed: ['bias'] }), fills: ['random', { low: -9e6, high: 9e6 }] },
];
