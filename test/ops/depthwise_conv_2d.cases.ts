import { convolution, convolutionCases, same, type Changes, type Convolution } from '../support/convolution_cases.js';
import { fastDepthwiseCases } from '../support/fast_convolution_cases.js';
import { integers } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';

const depthwise: Convolution = {
  op: 'DEPTHWISE_CONV_2D', channels: 3, axis: 3, filter: (height, width) => [1, height, width, 3], options: { depth_multiplier: 1 },
};
const twofold: Convolution = { ...depthwise, channels: 6, filter: (height, width) => [1, height, width, 6], options: { depth_multiplier: 2 } };

/** int8 layers of other shapes, which decide how many channels a kernel takes at a time and what is left over. */
function shaped(name: string, [height, width, channels]: readonly [number, number, number], [outHeight, outWidth]: readonly [number, number],
  [filterHeight, filterWidth]: readonly [number, number], changes: Changes = {}, batches = 1): OpCase {
  const kind: Convolution = { ...depthwise, channels, filter: (rows, columns) => [1, rows, columns, channels] };
  const filter = { shape: [1, filterHeight, filterWidth, channels], data: integers(`filter of ${name}`, filterHeight * filterWidth * channels, -127, 127) };
  return { name: `int8, ${name}`, model: convolution(kind, { filter, input: { shape: [batches, height, width, channels] }, ...changes, output: { shape: [batches, outHeight, outWidth, channels], ...changes.output } }) };
}

export const cases: readonly OpCase[] = [
  ...convolutionCases(depthwise),
  ...fastDepthwiseCases,
  shaped('3 x 3, 4 channels', [4, 5, 4], [2, 3], [3, 3]),
  shaped('3 x 3, SAME, 8 channels, 2 batches', [5, 4, 8], [5, 4], [3, 3], { options: { padding: same } }, 2),
  shaped('3 x 3, SAME, 21 channels, steps of 2', [7, 6, 21], [4, 3], [3, 3], { options: { padding: same, stride_h: 2, stride_w: 2 } }),
  shaped('3 x 3, SAME, 13 channels, ReLU6', [3, 3, 13], [3, 3], [3, 3], { output: { scales: [0.051] }, options: { padding: same, fused_activation_function: 3 } }),
  shaped('5 x 1 of one column, 6 channels', [9, 1, 6], [5, 1], [5, 1]),
  shaped('15 x 1 of one column, SAME, 5 channels, steps of 3', [20, 1, 5], [7, 1], [15, 1], { options: { padding: same, stride_h: 3 } }),
  shaped('1 x 4, 12 channels, steps of 3', [2, 10, 12], [2, 3], [1, 4], { options: { stride_h: 1, stride_w: 3 } }),
  shaped('4 x 4, SAME, 16 channels, steps of 5 and 1', [11, 5, 16], [3, 5], [4, 4], { options: { padding: same, stride_h: 5 } }),
  shaped('5 x 5, SAME, 7 channels', [6, 6, 7], [6, 6], [5, 5], { options: { padding: same } }),
  shaped('2 x 2, dilated, 8 channels', [5, 5, 8], [3, 3], [2, 2], { options: { dilation_h_factor: 2, dilation_w_factor: 2 } }),
  { name: 'int8, 2 outputs per input channel', model: convolution(twofold) },
  { name: 'int8, 2 outputs per input channel, computed filter', model: convolution(twofold, { filter: { scales: [0.0173], zeroPoints: [0], axis: 0 }, computed: ['filter'] }) },
  { name: 'int8, a scale per height', refused: 'scales along dimension 1', model: convolution(depthwise, { filter: { axis: 1, scales: [0.02, 0.01], zeroPoints: [0, 0] } }) },
];
