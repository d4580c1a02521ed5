import type { Operands } from '../../runtime-ts/ir/graph.js';
import { fullyConnected, fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { dynamicKernels } from './dynamic_convolution.js';
import { fastChannels, fastChannelTable, packPairs, roundingOf, type Channel } from './fast_requantize.js';
import { helium } from './fully_connected_mve.js';
import { defineOp, table, type Kernel } from './op_slice.js';
import { constantsOf, floatFinish, int16Params } from './wide_convolution.js';

const portable: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8',
  inline: true,

  accepts: int8WithConstants,

  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o);
    const weights = Array.from(constantData(g.weights), Number);
    // sum (x + offset) * w = sum x * w + offset * sum w: the second sum is known now.
    const sums = Array.from({ length: g.outputs }, (_, out) =>
      weights.slice(out * g.depth, (out + 1) * g.depth).reduce((sum, w) => sum + w + q.filterOffset, 0));
    return {
      params: {
        rows: g.rows, depth: g.depth, outputs: g.outputs, filter_offset: q.filterOffset, output_offset: q.outputOffset,
        activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(weights), `[${g.outputs}][${g.depth}]`, 4),
        channels: channelTable(g.bias, sums.map((sum) => sum * q.inputOffset), q.multipliers),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

function weightRows(o: Operands<FullyConnectedAttrs>): readonly (readonly number[])[] {
  const g = fullyConnectedShape(o), weights = Array.from(constantData(g.weights), Number), { filterOffset } = fullyConnectedQuantization(o);
  return Array.from({ length: g.outputs }, (_, out) => weights.slice(out * g.depth, (out + 1) * g.depth).map((w) => w + filterOffset));
}

/** Channels with offset * sum w folded into the bias, which counts for the bound on accumulators as if inputs had no offset. */
function foldedChannels(o: Operands<FullyConnectedAttrs>): readonly Channel[] | string {
  const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o), rows = weightRows(o);
  const channels = fastChannels(g.bias, rows, 128 + Math.abs(q.inputOffset), q.multipliers);
  if (typeof channels === 'string') return channels;
  return channels.map(([bias, ...rest], out) => [bias + q.inputOffset * (rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
}

const oneVector: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8_dsp',
  needs: ['dsp'],
  inline: true,
  accepts(o) {
    const verdict = int8WithConstants(o), { rows, depth } = fullyConnectedShape(o);
    if (verdict !== true) return verdict;
    if (rows !== 1 || depth % 4 !== 0) return 'takes one vector of a multiple of four elements';
    if (fullyConnectedQuantization(o).filterOffset !== 0) return 'takes symmetric weights';
    const channels = foldedChannels(o);
    return typeof channels === 'string' ? channels : true;
  },
  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o), channels = foldedChannels(o);
    if (typeof channels === 'string') throw new Error(channels);
    const rows = weightRows(o), words: number[] = [];
    // Two pairs of outputs side by side: (a, b) and (c, d) of elements 0 and 2, then of 1 and 3.
    for (let out = 0; out < g.outputs; out += 4) {
      const zero = Array.from({ length: g.depth }, () => 0), row = (at: number) => rows[out + at] ?? zero;
      const first = packPairs([row(0), row(1)]), second = packPairs([row(2), row(3)]);
      first.forEach((word, at) => words.push(word, second[at] ?? 0));
    }
    return {
      params: {
        depth: g.depth, outputs: g.outputs, rounding: roundingOf(q.outputOffset), activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'u32', Uint32Array.from(words), `[${Math.ceil(g.outputs / 4)}][${g.depth}]: two elements of two outputs`),
        channels: fastChannelTable(channels, 4),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

/** A vector as one place of an image, a row as a batch. */
const dynamic = dynamicKernels<FullyConnectedAttrs>((o) => {
  const g = fullyConnectedShape(o);
  return {
    input: g.input, weights: g.weights, output: g.output, activation: o.attrs.activation,
    window: { kind: 'struct', fields: { height: 1, width: 1, stride_height: 1, stride_width: 1, dilation_height: 1, dilation_width: 1, pad_top: 0, pad_left: 0 } },
    shape: {
      batches: g.rows, input_height: 1, input_width: 1, input_channels: g.depth, output_height: 1, output_width: 1, output_channels: g.outputs,
      depth: g.depth, group_channels: g.outputs, weight_output_step: g.depth, weight_tap_step: g.depth,
    },
    quantization: () => fullyConnectedQuantization(o),
  };
});

const int16: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s16',
  accepts(o) {
    const verdict = constantsOf('i16')(o);
    if (verdict !== true) return verdict;
    const { inputOffset, filterOffset, outputOffset } = fullyConnectedQuantization(o);
    return inputOffset === 0 && filterOffset === 0 && outputOffset === 0 ? true : 'takes zero points of 0 only';
  },
  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o);
    return { params: { rows: g.rows, depth: g.depth, outputs: g.outputs, ...int16Params(g.weights, g.bias, q.multipliers, q.range) }, reads: [g.input], writes: [g.output] };
  },
};

const float32: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_f32',
  accepts(o) {
    if (o.input(0).type.element !== 'f32') return `takes f32, not ${o.input(0).type.element}`;
    return o.optional(2)?.storage.kind === 'activation' ? 'takes a constant bias only' : true;
  },
  call(o) {
    const g = fullyConnectedShape(o);
    return { params: { rows: g.rows, depth: g.depth, outputs: g.outputs, ...floatFinish(g.bias, g.outputs, o.attrs.activation) }, reads: [g.input, g.weights], writes: [g.output] };
  },
};

export default defineOp<FullyConnectedAttrs>({
  op: fullyConnected,
  tflite: [{
    code: 'FULLY_CONNECTED',
    decode: (options) => options.number('weights_format') === 0
      ? { activation: options.activation() }
      : options.refuse('uses shuffled weights (weights_format 1)'),
  }],
  kernels: [helium, oneVector, portable, int16, float32, ...dynamic],
});
