import type { Operands } from '../../runtime-ts/ir/graph.js';
import { fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { channelVectors } from './conv_2d_mve.js';
import { fastChannels, inputRange, scaleOfAll, type Channel } from './fast_requantize.js';
import { table, type Kernel } from './op_slice.js';

/** Outputs that are computed at a time. */
const atOnce = 4;

/** Channels with offset * sum w folded into the bias. */
function channelsOf(o: Operands<FullyConnectedAttrs>): readonly Channel[] | string {
  const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o), weights = Array.from(constantData(g.weights), Number);
  const rows = Array.from({ length: g.outputs }, (_, out) => weights.slice(out * g.depth, (out + 1) * g.depth));
  const channels = fastChannels(g.bias, rows, inputRange(q.inputOffset), q.multipliers);
  if (typeof channels === 'string') return channels;
  return channels.map(([bias, ...rest], out) => [bias + q.inputOffset * (rows[out] ?? []).reduce((sum, w) => sum + w, 0), ...rest]);
}

export const helium: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8_mve',
  needs: ['mve'],
  inline: true,
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    if (fullyConnectedQuantization(o).filterOffset !== 0) return 'takes symmetric weights';
    const channels = channelsOf(o);
    return typeof channels === 'string' ? channels : true;
  },
  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o), channels = channelsOf(o), rows = Math.ceil(g.outputs / atOnce) * atOnce;
    if (typeof channels === 'string') throw new Error(channels);
    const weights = new Int8Array(rows * g.depth), all = scaleOfAll(channels);
    weights.set(Array.from(constantData(g.weights), Number));
    return {
      params: {
        rows: g.rows, depth: g.depth, outputs: g.outputs, output_offset: q.outputOffset, activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', weights, `[${rows}][${g.depth}]`, 4), ...(all === undefined ? { vectors: 3, multiplier: 0, shift: 0, channels: channelVectors(channels) } : {
          vectors: 1, multiplier: all.multiplier, shift: -all.rightLessOne - 1, channels: table('channels', 'i32', Int32Array.from({ length: rows }, (_, out) => channels[out]?.[0] ?? 0), `[${rows}]: biases`, 16),
        }),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};
