/**
 * Requantization by one multiplication. What follows an accumulator, two roundings, a zero point and a clamp, is one staircase with at most 255 steps;
 * where a straight line, rounded down, climbs the same steps at the same sums, (256 acc + start) * multiplier >> (32 + shift) is the same function
 * in every bit. Both numbers are searched here and checked at every step. Lines exist where sums of one sign only reach unclamped outputs, as with
 * ReLU; where both signs do, halves rounded away from zero bend the staircase.
 */
import { firstSum } from '../../runtime-ts/numerics/fixed_point.js';
import { constantOf, isConstant, reachesOf, type ChannelReach, type FastLayer } from './fast_layer.js';

/** Output = SSAT8(SMMUL(256 acc + start, multiplier) >> shift), with the accumulator of the weights' products only: the bias is in `start`. */
export interface OneMultiply {
  readonly start: number;
  readonly multiplier: number;
}

/** All channels of a layer with one shift, or why not. */
export function oneMultiplies(layer: FastLayer, shift: number): readonly OneMultiply[] | string {
  if (layer.range[0] !== -128 || layer.range[1] !== 127) return 'the activation clamps within int8';
  const found: OneMultiply[] = [];
  for (const [at, channel] of reachesOf(layer).entries()) {
    const one = isConstant(channel) ? constant(constantOf(channel) + layer.outputOffset, shift) : findLine(channel, layer.outputOffset, shift);
    if (typeof one === 'string') return `channel ${at} ${one}`;
    found.push(one);
  }
  return found;
}

function constant(value: number, shift: number): OneMultiply {
  return { start: Math.min(Math.max(value, -128), 127) * 2 ** (shift + 2), multiplier: 2 ** 30 };
}

/** A step of the staircase: the least accumulator whose output is `output`, or more. */
interface Step { readonly output: number; readonly sum: number }

function findLine(channel: ChannelReach, outputOffset: number, shift: number): OneMultiply | string {
  const scale = channel.multiplier.mantissa * 2 ** (channel.multiplier.shift - 31);
  if (scale * 2 ** (24 + shift) >= 2 ** 31 * (1 - 2 ** -8)) return 'has too large a scale';
  const steps = stepsOf(channel, outputOffset, scale);
  if (steps.length === 0) return 'has no step';
  const multiplier = Math.round(2 ** (32 + shift) / bestRun(steps, 256 / scale));
  if (multiplier < 1 || multiplier >= 2 ** 31) return 'has a scale out of range';
  // 256 sum + start is at least output * 2^(32 + shift) / multiplier from the step's sum on, and less below it.
  const total = 2n ** BigInt(32 + shift), m = BigInt(multiplier);
  let least = -Infinity, most = Infinity;
  for (const { output, sum } of steps) {
    const from = Number(divideUp(BigInt(output) * total, m)) - 256 * sum;
    least = Math.max(least, from);
    most = Math.min(most, from + 255);
  }
  if (least > most) return 'rounds halves of both signs';
  const line = Math.floor((least + most) / 2);
  if (256 * channel.low + line < -(2 ** 31) || 256 * channel.high + line >= 2 ** 31) return 'has sums of too wide a range';
  return { start: line + 256 * channel.bias, multiplier };
}

function divideUp(a: bigint, b: bigint): bigint {
  return a > 0n ? (a + b - 1n) / b : a / b;
}

/** The steps that the channel's sums can reach; if none, all, so that the line stays on the right side of them. */
function stepsOf(channel: ChannelReach, outputOffset: number, scale: number): readonly Step[] {
  const steps: Step[] = [];
  for (let output = -127; output <= 127; output++) {
    const value = output - outputOffset;
    const about = Math.ceil((value - 0.5) / scale);
    if (Math.abs(about) <= 2 ** 30) steps.push({ output, sum: firstSum(value, channel.multiplier) });
  }
  const reached = steps.filter(({ sum }) => channel.low < sum && sum <= channel.high);
  return reached.length === 0 ? steps : reached;
}

/** How far 256 sum moves while a line climbs by one output: where the line's distances to the steps differ least. They are convex in it. */
function bestRun(steps: readonly Step[], about: number): number {
  const spread = (run: number): number => {
    let low = Infinity, high = -Infinity;
    for (const { output, sum } of steps) {
      const distance = output * run - 256 * sum;
      low = Math.min(low, distance);
      high = Math.max(high, distance);
    }
    return high - low;
  };
  let low = about * (1 - 2 ** -8), high = about * (1 + 2 ** -8);
  for (let turn = 0; turn < 60; turn++) {
    const a = low + (high - low) / 3, b = high - (high - low) / 3;
    if (spread(a) <= spread(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}
