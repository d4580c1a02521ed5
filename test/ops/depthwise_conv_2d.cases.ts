import { convolution, convolutionCases, type Convolution } from '../support/convolution_cases.js';
import type { OpCase } from '../support/op_cases.js';

const depthwise: Convolution = {
  op: 'DEPTHWISE_CONV_2D', channels: 3, axis: 3, filter: (height, width) => [1, height, width, 3], options: { depth_multiplier: 1 },
};
const twofold: Convolution = { ...depthwise, channels: 6, filter: (height, width) => [1, height, width, 6], options: { depth_multiplier: 2 } };

export const cases: readonly OpCase[] = [
  ...convolutionCases(depthwise),
  { name: 'int8, 2 outputs per input channel', model: convolution(twofold) },
  { name: 'int8, 2 outputs per input channel, computed filter', model: convolution(twofold, { filter: { scales: [0.0173], zeroPoints: [0], axis: 0 }, computed: ['filter'] }) },
  { name: 'int8, a scale per height', refused: 'scales along dimension 1', model: convolution(depthwise, { filter: { axis: 1, scales: [0.02, 0.01], zeroPoints: [0, 0] } }) },
];
