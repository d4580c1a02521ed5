import { viewOf, type Operands, type TypedArray, type Value } from '../../runtime-ts/ir/graph.js';

/** `true` when a layer is int8 throughout and its weights and bias are constants; else why not. */
export function int8WithConstants<A>(o: Operands<A>): true | string {
  const input = o.input(0), weights = o.input(1), bias = o.optional(2);
  if (input.type.element !== 'i8') return `takes int8, not ${input.type.element}`;
  if (weights.storage.kind !== 'constant') return 'takes constant weights only';
  return bias === undefined || bias.storage.kind === 'constant' ? true : 'takes a constant bias only';
}

/** The data of an operand that `accepts` found to be constant. */
export function constantData(value: Value): TypedArray {
  if (value.storage.kind !== 'constant') throw new Error(`"${value.name}" is no constant`);
  return viewOf(value.type.element, value.storage.bytes);
}
