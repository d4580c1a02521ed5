import type { Operands, Value } from '../../runtime-ts/ir/graph.js';
import { activationRangeFloat, type Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import type { Activation } from '../../runtime-ts/numerics/activation.js';
import { constantData } from './constant_operands.js';
import { float, table, type KernelParams } from './op_slice.js';

/** `true` when a layer has this type and constant weights and bias; else why not. */
export function constantsOf<A>(element: 'i16' | 'f32'): (o: Operands<A>) => true | string {
  return (o) => {
    const input = o.input(0), weights = o.input(1), bias = o.optional(2);
    if (input.type.element !== element) return `takes ${element}, not ${input.type.element}`;
    return weights.storage.kind === 'constant' && (bias === undefined || bias.storage.kind === 'constant') ? true : 'takes constant weights and bias only';
  };
}

/** The numeric fields of the int16 kernels: weights of int8, biases widened to 64 bits, a multiplier for every channel. */
export function int16Params(weights: Value, bias: Value | undefined, multipliers: readonly Multiplier[], range: readonly [number, number]): KernelParams {
  const count = multipliers.length;
  const biases = bias === undefined ? new BigInt64Array(count) : BigInt64Array.from(Array.from(constantData(bias), BigInt));
  return {
    wide: bias === undefined || bias.type.element === 'i64', activation_min: range[0], activation_max: range[1],
    weights: table('weights', 'i8', constantData(weights), `[${weights.type.shape.join('][')}]`, 4),
    biases: table('biases', 'i64', biases, `[${count}]`),
    multipliers: table('multipliers', 'i32', Int32Array.from(multipliers.flatMap(({ mantissa, shift }) => [mantissa, shift])), `[${count}][2]: multiplier, shift`),
  };
}

/** The numeric fields of the float32 kernels that layers without computed weights share. */
export function floatParams(weights: Value, bias: Value | undefined, channels: number, activation: Activation): KernelParams {
  return { ...floatFinish(bias, channels, activation), weights: table('weights', 'f32', constantData(weights), `[${weights.type.shape.join('][')}]`) };
}

/** The activation's range and the biases, zeros where there are none. */
export function floatFinish(bias: Value | undefined, channels: number, activation: Activation): KernelParams {
  const [low, high] = activationRangeFloat(activation);
  const biases = bias === undefined ? new Float32Array(channels) : constantData(bias);
  return { activation_min: float(low), activation_max: float(high), biases: table('biases', 'f32', biases, `[${channels}]`) };
}
