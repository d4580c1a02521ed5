import { convolution, convolutionCases, type Convolution } from '../support/convolution_cases.js';
import type { OpCase } from '../support/op_cases.js';

const depthwise: Convolution = {
  op: 'DEPTHWISE_CONV_2D', channels: 3, axis: 3, filter: (height, width) => [1, height, width, 3], options: { depth_multiplier: 1 },
};
const twofold: Convolution = { ...depthwise, channels: 6, filter: (height, width) => [1, height, width, 6], options: { depth_multiplier: 2 } };

export const cases: readonly OpCase[] = [
  ...convolutionCases(depthwise),
  { name: 'int8, 2 outputs per input channel', model: convolution(twofold) },
];
