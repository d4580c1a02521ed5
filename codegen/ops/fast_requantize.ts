import { constantData } from './constant_operands.js';
import { requantize, type Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import type { Value } from '../../runtime-ts/ir/graph.js';
import { list, table, type KernelParams, type TableField } from './op_slice.js';

/** One output channel as the DSP kernels read it: [bias, multiplier, right shift less one]. */
export type Channel = readonly [number, number, number];

/** No accumulator of a channel can leave ±2^30, and its shift is to the right: what bn_requantize_dsp needs. */
const limit = 2 ** 30;

/**
 * Channels in a form that bn_requantize_dsp takes, or why there is none. `weights[channel]` are all weights of a channel;
 * inputs plus offset stay within ±`inputRange`. A channel without weights is constant, so its numbers may be exchanged for tamer ones.
 */
export function fastChannels(
  bias: Value | undefined, weights: readonly (readonly number[])[], inputRange: number, multipliers: readonly Multiplier[],
): readonly Channel[] | string {
  const biases = bias === undefined ? undefined : constantData(bias);
  const channels: Channel[] = [];
  for (const [channel, multiplier] of multipliers.entries()) {
    const own = Number(biases?.[channel] ?? 0), row = weights[channel] ?? [];
    if (row.every((w) => w === 0)) {
      // 4v times a half, then halved: v, whatever v is within ±2^28. The clamp that follows makes larger ones equal.
      const value = Math.min(Math.max(requantize(own, multiplier), -(2 ** 27)), 2 ** 27);
      channels.push([4 * value, 2 ** 30, 0]);
      continue;
    }
    const largest = Math.abs(own) + inputRange * row.reduce((sum, w) => sum + Math.abs(w), 0);
    if (largest >= limit) return `accumulators of channel ${channel} can reach ${largest}`;
    if (multiplier.shift >= 0) return `the scale of channel ${channel} is a half or more`;
    channels.push([own, multiplier.mantissa, -multiplier.shift - 1]);
  }
  return channels;
}

/** The channels' table, filled up to a multiple of `round` channels. */
export function fastChannelTable(channels: readonly Channel[], round: number): TableField {
  const count = Math.ceil(channels.length / round) * round;
  const rows = Array.from({ length: count }, (_, channel) => channels[channel] ?? [0, 0, 0]);
  return table('channels', 'i32', Int32Array.from(rows.flat()), `[${count}][3]: bias, multiplier, right shift less one`);
}

/** The multiplier and the shift that all channels have, if it is the same: they need no place in a table then. */
export function scaleOfAll(channels: readonly (readonly number[])[]): { readonly multiplier: number; readonly rightLessOne: number } | undefined {
  const [, multiplier = 0, rightLessOne = 0] = channels[0] ?? [];
  return channels.every((channel) => channel[1] === multiplier && channel[2] === rightLessOne) ? { multiplier, rightLessOne } : undefined;
}

/** The fields of a kernel whose channels may have their bias alone: how many numbers a channel has, what all have, and the table. */
export function channelParams(channels: readonly Channel[]): KernelParams {
  const all = scaleOfAll(channels);
  return {
    fields: all === undefined ? 3 : 1, scale: list([all?.multiplier ?? 0, all?.rightLessOne ?? 0]),
    channels: all === undefined ? fastChannelTable(channels, 1) : table('channels', 'i32', Int32Array.from(channels, ([bias]) => bias), `[${channels.length}]: bias`),
  };
}

/** The channels' table for a kernel that doubles weights, so that its accumulators are what the high multiply needs. */
export function doubledChannelTable(channels: readonly Channel[]): TableField {
  const rows = channels.map(([bias, multiplier, right]) => [2 * bias, multiplier, right]);
  return table('channels', 'i32', Int32Array.from(rows.flat()), `[${channels.length}][3]: twice the bias, multiplier, right shift less one`);
}

/** What bn_requantize_dsp adds before the last halving, so that it rounds and adds the output's zero point. */
export function roundingOf(outputOffset: number): number {
  return 2 * outputOffset + 1;
}

/** The largest |x + offset| of an int8 input. */
export function inputRange(offset: number): number {
  return Math.max(Math.abs(-128 + offset), Math.abs(127 + offset));
}
