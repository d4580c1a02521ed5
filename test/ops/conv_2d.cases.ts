import { convolution, convolutionCases, same, type Convolution } from '../support/convolution_cases.js';
import { fastConvolutionCases } from '../support/fast_convolution_cases.js';
import type { ModelSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const bias32 = { type: 'int32', data: [-9000000, 4000, -77, 6000000] } as const;
const int16 = { input: { type: 'int16', scales: [0.000317], zeroPoints: [0] }, output: { type: 'int16', scales: [0.0022], zeroPoints: [0] }, bias: bias32 } as const;
const conv: Convolution = { op: 'CONV_2D', channels: 4, axis: 0, filter: (height, width) => [4, height, width, 3] };
const pointwise: Convolution = { ...conv, channels: 5, filter: () => [5, 1, 1, 3] };
// 6 output channels in 3 groups, each of one input channel.
const grouped: Convolution = { ...conv, channels: 6, filter: (height, width) => [6, height, width, 1] };

/** int8 layers of other shapes, which decide how a kernel gathers its windows and what is left over at their ends. */
function shaped(name: string, [height, width, channels]: readonly [number, number, number], [outHeight, outWidth, outChannels]: readonly [number, number, number],
  [filterHeight, filterWidth]: readonly [number, number], options: Readonly<Record<string, number>> = {}, batches = 1): OpCase {
  const kind: Convolution = { ...conv, channels: outChannels, filter: () => [outChannels, filterHeight, filterWidth, channels] };
  return {
    name: `int8, ${name}`,
    model: convolution(kind, { input: { shape: [batches, height, width, channels] }, output: { shape: [batches, outHeight, outWidth, outChannels], scales: [0.211 * Math.sqrt((channels * filterHeight * filterWidth) / 18)] }, options }),
  };
}

/** With a third operand that is left out, instead of two. */
const withoutBias = (model: ModelSpec): ModelSpec => ({ ...model, operators: model.operators.map((operator) => ({ ...operator, inputs: [...operator.inputs, -1] })) });

export const cases: readonly OpCase[] = [
  ...convolutionCases(conv),
  ...fastConvolutionCases,
  { name: 'int8, 1 x 1', model: convolution(pointwise, { output: { shape: [1, 6, 7, 5] } }) },
  shaped('1 x 1, 16 channels to 6', [3, 3, 16], [3, 3, 6], [1, 1]),
  shaped('1 x 1, 48 channels to 9, 2 batches', [1, 3, 48], [1, 3, 9], [1, 1], {}, 2),
  shaped('1 x 1, 8 channels to 3', [2, 5, 8], [2, 5, 3], [1, 1]),
  shaped('1 x 1, 40 channels to 4', [2, 3, 40], [2, 3, 4], [1, 1]),
  shaped('1 x 1, 16 channels, steps of 2', [5, 5, 16], [3, 3, 8], [1, 1], { stride_w: 2, stride_h: 2 }),
  shaped('3 x 3, SAME, 16 channels to 5', [5, 4, 16], [5, 4, 5], [3, 3], { padding: same }),
  shaped('2 x 3, SAME, 20 channels to 8, steps of 2', [5, 7, 20], [3, 4, 8], [2, 3], { padding: same, stride_w: 2, stride_h: 2 }, 2),
  shaped('5 x 3, SAME, 1 channel to 7', [7, 20, 1], [7, 20, 7], [5, 3], { padding: same }),
  shaped('3 x 1, SAME, dilated, 5 channels to 4', [6, 5, 5], [6, 5, 4], [3, 1], { padding: same, dilation_h_factor: 2, dilation_w_factor: 2 }),
  shaped('20 x 1, 1 channel to 2', [22, 3, 1], [3, 3, 2], [20, 1]),
  shaped('20 x 2, 15 channels to 4', [20, 4, 15], [1, 3, 4], [20, 2]),
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
