/** Layers that cores with DSP instructions compute by kernels of their own: every block size, rest, padding and way to requantize. */
import { convolution, same, valid, type Convolution } from './convolution_cases.js';
import type { OpCase } from './op_cases.js';
import type { ModelSpec } from './make_model.js';
import { integers } from './inputs.js';

const relu = 1;

interface Layer {
  readonly name: string;
  /** [height, width, channels] */
  readonly input: readonly [number, number, number];
  readonly output: readonly [number, number, number];
  readonly filter: readonly [number, number];
  readonly step?: number;
  readonly dilation?: number;
  readonly padding?: number;
  /** Zero point -128 and ReLU, or neither. */
  readonly relu?: boolean;
  /** Of the output. */
  readonly scale?: number;
  readonly batches?: number;
  readonly weights?: readonly [number, number];
  readonly inputZero?: number;
  readonly fills?: OpCase['fills'];
}

function model(op: 'CONV_2D' | 'DEPTHWISE_CONV_2D', layer: Layer): ModelSpec {
  const [height, width] = layer.filter, [, , inner] = layer.input, [, , outer] = layer.output, batches = layer.batches ?? 1, step = layer.step ?? 1, dilation = layer.dilation ?? 1;
  const shape = op === 'CONV_2D' ? [outer, height, width, inner] : [1, height, width, outer], [low, high] = layer.weights ?? [-127, 127];
  const kind: Convolution = { op, channels: outer, axis: op === 'CONV_2D' ? 0 : 3, filter: () => shape, ...(op === 'CONV_2D' ? {} : { options: { depth_multiplier: outer / inner } }) };
  return convolution(kind, {
    input: { shape: [batches, ...layer.input], zeroPoints: [layer.inputZero ?? -7] }, filter: { shape, data: integers(layer.name, shape.reduce((a, b) => a * b, 1), low, high) },
    output: { shape: [batches, ...layer.output], scales: [layer.scale ?? 0.211], zeroPoints: [layer.relu === true ? -128 : 11] },
    options: {
      padding: layer.padding ?? valid, stride_h: step, stride_w: step, dilation_h_factor: dilation, dilation_w_factor: dilation, ...(layer.relu === true ? { fused_activation_function: relu } : {}),
    },
  });
}

const toCases = (op: 'CONV_2D' | 'DEPTHWISE_CONV_2D', layers: readonly Layer[]): readonly OpCase[] =>
  layers.map((layer) => ({ name: `int8, ${layer.name}`, model: model(op, layer), ...(layer.fills === undefined ? {} : { fills: layer.fills }) }));

export const fastConvolutionCases: readonly OpCase[] = toCases('CONV_2D', [
  ...[1, 2, 3, 4, 5].map((width): Layer => ({ name: `${width} pixels, 8 to 6 channels`, input: [1, width, 8], output: [1, width, 6], filter: [1, 1], relu: true })),
  { name: '7 pixels, 12 to 5 channels', input: [1, 7, 12], output: [1, 7, 5], filter: [1, 1] },
  { name: '6 pixels, 4 to 1 channels, ReLU', input: [3, 2, 4], output: [3, 2, 1], filter: [1, 1], relu: true },
  { name: '1 x 1 in steps of 2', input: [5, 4, 4], output: [3, 2, 4], filter: [1, 1], step: 2, relu: true },
  { name: '3 x 3 of 4 channels, SAME', input: [5, 6, 4], output: [5, 6, 3], filter: [3, 3], padding: same, scale: 0.7 },
  { name: '3 x 3 of 8 channels, SAME, ReLU', input: [4, 5, 8], output: [4, 5, 4], filter: [3, 3], padding: same, relu: true, scale: 0.7 },
  { name: '3 x 3 of 3 channels, SAME, steps of 2, ReLU', input: [7, 8, 3], output: [4, 4, 8], filter: [3, 3], padding: same, step: 2, relu: true },
  { name: '3 x 3 of 4 channels, dilated, SAME, ReLU', input: [6, 6, 4], output: [6, 6, 4], filter: [3, 3], padding: same, dilation: 2, relu: true },
  { name: '3 x 3 of 3 channels, dilated, SAME, ReLU', input: [6, 6, 3], output: [6, 6, 4], filter: [3, 3], padding: same, dilation: 2, relu: true },
  { name: '10 x 4 of one channel, SAME, steps of 2, ReLU', input: [12, 9, 1], output: [6, 5, 4], filter: [10, 4], padding: same, step: 2, relu: true, scale: 0.4 },
  { name: '2 x 5 of one channel, two images', input: [4, 9, 1], output: [3, 5, 4], filter: [2, 5], batches: 2, relu: true },
  { name: 'weights of -128', input: [2, 3, 8], output: [2, 3, 4], filter: [1, 1], weights: [-128, -100] },
  { name: 'sums beyond pairs of rows', input: [1, 2, 320], output: [1, 2, 2], filter: [1, 1], weights: [126, 127], inputZero: 127, scale: 300, fills: ['min'] },
  { name: 'lowest input, ReLU', input: [2, 3, 8], output: [2, 3, 4], filter: [1, 1], relu: true, fills: ['min'] },
  { name: 'highest input, ReLU', input: [2, 3, 8], output: [2, 3, 4], filter: [1, 1], relu: true, fills: ['max'] },
]);

export const fastDepthwiseCases: readonly OpCase[] = toCases('DEPTHWISE_CONV_2D', [
  { name: '3 x 3 of 4 channels, SAME, ReLU', input: [5, 6, 4], output: [5, 6, 4], filter: [3, 3], padding: same, relu: true },
  { name: '3 x 3 of 8 channels, SAME, ReLU, even height', input: [6, 5, 8], output: [6, 5, 8], filter: [3, 3], padding: same, relu: true },
  { name: '3 x 3 of 8 channels, SAME, steps of 2, ReLU', input: [6, 8, 8], output: [3, 4, 8], filter: [3, 3], padding: same, step: 2, relu: true },
  { name: '3 x 3 of 4 channels, SAME, steps of 2, ReLU, odd extents', input: [7, 5, 4], output: [4, 3, 4], filter: [3, 3], padding: same, step: 2, relu: true },
  { name: '3 x 3 of 8 channels, VALID, ReLU', input: [6, 7, 8], output: [4, 5, 8], filter: [3, 3], relu: true },
  { name: '3 x 3 of 4 channels, VALID, steps of 2, ReLU', input: [8, 6, 4], output: [3, 2, 4], filter: [3, 3], step: 2, relu: true },
  { name: '3 x 3 over one pixel, ReLU', input: [1, 1, 4], output: [1, 1, 4], filter: [3, 3], padding: same, relu: true },
  { name: '3 x 3 over one pixel, steps of 2, ReLU', input: [1, 1, 4], output: [1, 1, 4], filter: [3, 3], padding: same, step: 2, relu: true },
  { name: '3 x 3 of large scales, SAME, ReLU', input: [4, 4, 4], output: [4, 4, 4], filter: [3, 3], padding: same, relu: true, scale: 0.011 },
  { name: '3 x 3 of large scales, SAME, steps of 2, ReLU', input: [4, 4, 4], output: [2, 2, 4], filter: [3, 3], padding: same, step: 2, relu: true, scale: 0.011 },
  { name: '3 x 3 without activation', input: [4, 5, 4], output: [4, 5, 4], filter: [3, 3], padding: same },
  { name: '3 x 3, steps of 3', input: [6, 6, 4], output: [2, 2, 4], filter: [3, 3], padding: same, step: 3, relu: true },
  { name: '3 x 3, dilated, SAME, ReLU', input: [6, 6, 4], output: [6, 6, 4], filter: [3, 3], padding: same, dilation: 2, relu: true },
  { name: '3 x 3, two images', input: [5, 4, 4], output: [5, 4, 4], filter: [3, 3], padding: same, relu: true, batches: 2 },
  { name: '3 x 3 of -128, ReLU', input: [4, 4, 4], output: [4, 4, 4], filter: [3, 3], padding: same, relu: true, weights: [-128, -120], inputZero: 120 },
  { name: '5 x 1 of 8 channels', input: [9, 1, 8], output: [5, 1, 8], filter: [5, 1] },
  { name: '3 x 3, one channel to 8, SAME, steps of 2, ReLU', input: [7, 9, 1], output: [4, 5, 8], filter: [3, 3], padding: same, step: 2, relu: true },
]);
