import type { Value } from '../../runtime-ts/ir/graph.js';
import { requantize, type Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { constantData } from './constant_operands.js';
import { fastChannels, inputRange, type Channel } from './fast_requantize.js';

/** What a layer's channels are made of: `rows[channel]` are all weights of a channel, as they multiply an int8 input plus `inputOffset`. */
export interface FastLayer {
  readonly bias: Value | undefined;
  readonly rows: readonly (readonly number[])[];
  readonly inputOffset: number;
  readonly outputOffset: number;
  readonly multipliers: readonly Multiplier[];
  readonly range: readonly [number, number];
}

/** One channel with all that its sums can be: from `low` to `high`, the bias included. */
export interface ChannelReach {
  readonly bias: number;
  readonly row: readonly number[];
  readonly multiplier: Multiplier;
  readonly low: number;
  readonly high: number;
}

export function reachesOf(layer: FastLayer): readonly ChannelReach[] {
  const biases = layer.bias === undefined ? undefined : constantData(layer.bias), least = -128 + layer.inputOffset, most = 127 + layer.inputOffset;
  return layer.multipliers.map((multiplier, channel) => {
    const bias = Number(biases?.[channel] ?? 0), row = layer.rows[channel] ?? [];
    let low = bias, high = bias;
    for (const w of row) {
      low += Math.min(w * least, w * most);
      high += Math.max(w * least, w * most);
    }
    return { bias, row, multiplier, low, high };
  });
}

export const isConstant = (channel: ChannelReach): boolean => channel.row.every((w) => w === 0);

/** What a channel without weights always is. Values far out of the output's range are all the same to the clamp that follows. */
export function constantOf(channel: ChannelReach): number {
  return Math.min(Math.max(requantize(channel.bias, channel.multiplier), -(2 ** 10)), 2 ** 10);
}

/** The layer's channels as bn_requantize_dsp takes them, or why it does not. */
export function fastChannelsOf(layer: FastLayer): readonly Channel[] | string {
  return fastChannels(layer.bias, layer.rows, inputRange(layer.inputOffset), layer.multipliers);
}
