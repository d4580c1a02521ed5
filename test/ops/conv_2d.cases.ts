import { convolution, convolutionCases, type Convolution } from '../support/convolution_cases.js';
import type { OpCase } from '../support/op_cases.js';

const conv: Convolution = { op: 'CONV_2D', channels: 4, axis: 0, filter: (height, width) => [4, height, width, 3] };
const pointwise: Convolution = { ...conv, channels: 5, filter: () => [5, 1, 1, 3] };
// 6 output channels in 3 groups, each of one input channel.
const grouped: Convolution = { ...conv, channels: 6, filter: (height, width) => [6, height, width, 1] };

export const cases: readonly OpCase[] = [
  ...convolutionCases(conv),
  { name: 'int8, 1 x 1', model: convolution(pointwise, { output: { shape: [1, 6, 7, 5] } }) },
  { name: 'int8, 3 groups', model: convolution(grouped) },
];
