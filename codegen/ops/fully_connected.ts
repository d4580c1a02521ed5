import type { Operands } from '../../runtime-ts/ir/graph.js';
import { fullyConnected, fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { dynamicKernels } from './dynamic_convolution.js';
import type { FastLayer } from './fast_layer.js';
import { channelParams, fastChannels, roundingOf, type Channel } from './fast_requantize.js';
import { helium } from './fully_connected_mve.js';
import { defineOp, table, type Kernel } from './op_slice.js';
import { acceptsPairs, pairOutputs, pairPacker } from './row_pairs.js';
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

function asFastLayer(o: Operands<FullyConnectedAttrs>): FastLayer {
  return { ...fullyConnectedQuantization(o), bias: fullyConnectedShape(o).bias, rows: weightRows(o) };
}

function oneVectorOf(o: Operands<FullyConnectedAttrs>): true | string {
  const verdict = int8WithConstants(o), { rows, depth } = fullyConnectedShape(o);
  if (verdict !== true) return verdict;
  if (rows !== 1 || depth % 4 !== 0) return 'takes one vector of a multiple of four elements';
  return fullyConnectedQuantization(o).filterOffset === 0 ? true : 'takes symmetric weights';
}

/** Inputs that a kernel may widen in the arena at once. */
const largestWidened = 1024;

const oneVector: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8_dsp',
  needs: ['dsp'],
  inline: true,
  accepts(o) {
    const verdict = oneVectorOf(o);
    return verdict === true ? acceptsPairs(asFastLayer(o)) : verdict;
  },
  call(o) {
    const g = fullyConnectedShape(o), layer = asFastLayer(o), pack = pairPacker(layer), words: number[] = [];
    // Worth its memory where more than four outputs share it.
    const widened = g.outputs > 4 && g.depth <= largestWidened;
    // Two pairs of outputs side by side.
    for (let out = 0; out < g.outputs; out += 4) {
      const zero = Array.from({ length: g.depth }, () => 0), row = (at: number): readonly number[] => layer.rows[out + at] ?? zero;
      const first = pack(row(0), row(1)), second = pack(row(2), row(3));
      first.forEach((word, at) => words.push(word, second[at] ?? 0));
    }
    return {
      params: {
        depth: g.depth, outputs: g.outputs, widened, finish: pairOutputs(layer, 0, 4),
        weights: table('weights', 'u32', Uint32Array.from(words), `[${Math.ceil(g.outputs / 4)}][${g.depth}]: two elements of two outputs`),
      },
      reads: [g.input], writes: [g.output], scratchBytes: widened ? 2 * g.depth : 4,
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

/** Outputs that bn_fully_connected_s8_smlal computes at a time. */
const smlalRows = 8;
/** The least share of them that has to be wanted. */
const fullBlocks = 0.8;

/** Channels with offset * sum w folded into the bias: the bound on accumulators counts inputs with their offset and both parts apart. */
function foldedChannels(layer: FastLayer): readonly Channel[] | string {
  const channels = fastChannels(layer.bias, layer.rows, 128 + Math.abs(layer.inputOffset), layer.multipliers);
  if (typeof channels === 'string') return channels;
  return channels.map(([bias, ...rest], out) => [bias + layer.inputOffset * (layer.rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
}

function acceptsFolded(o: Operands<FullyConnectedAttrs>): true | string {
  const verdict = oneVectorOf(o);
  if (verdict !== true) return verdict;
  const channels = foldedChannels(asFastLayer(o));
  return typeof channels === 'string' ? channels : true;
}

const oneVectorSmlal: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8_smlal',
  needs: ['smlal'],
  accepts(o) {
    // Measured: with 12 outputs in two blocks bn_fully_connected_s8_mul takes 8 % less, with 8 in one a fifth more.
    const { outputs } = fullyConnectedShape(o), rows = Math.ceil(outputs / smlalRows) * smlalRows;
    return outputs >= fullBlocks * rows ? acceptsFolded(o) : `computes ${rows} outputs where ${outputs} are wanted`;
  },
  call(o) {
    const g = fullyConnectedShape(o), layer = asFastLayer(o), channels = foldedChannels(layer), blocks = Math.ceil(g.outputs / smlalRows);
    if (typeof channels === 'string') throw new Error(channels);
    const weights = Int8Array.from({ length: blocks * smlalRows * g.depth }, (_, at) => {
      const block = Math.floor(at / (smlalRows * g.depth)), element = Math.floor(at / smlalRows) % g.depth;
      return layer.rows[block * smlalRows + (at % smlalRows)]?.[element] ?? 0;
    });
    return {
      params: {
        depth: g.depth, outputs: g.outputs, output_rounding: roundingOf(layer.outputOffset), activation_min: layer.range[0], activation_max: layer.range[1],
        weights: table('weights', 'i8', weights, `[${blocks}][${g.depth}][${smlalRows}]`), ...channelParams(channels),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

const oneVectorMul: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8_mul',
  inline: true,
  alike: ['fields'],
  accepts: acceptsFolded,
  call(o) {
    const g = fullyConnectedShape(o), layer = asFastLayer(o), channels = foldedChannels(layer);
    if (typeof channels === 'string') throw new Error(channels);
    return {
      params: {
        depth: g.depth, outputs: g.outputs, output_rounding: roundingOf(layer.outputOffset), activation_min: layer.range[0], activation_max: layer.range[1],
        weights: table('weights', 'i8', Int8Array.from(layer.rows.flat()), `[${g.outputs}][${g.depth}]`),
        ...channelParams(channels),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

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
  kernels: [helium, oneVector, oneVectorSmlal, oneVectorMul, portable, int16, float32, ...dynamic],
});
