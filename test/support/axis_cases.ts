/** Cases of operators whose second operand is a constant axis, or axes. */
import { operatorCase, type Operand, type OperatorCase } from './binary_cases.js';
import type { OpCase } from './op_cases.js';

/** input, axes, output */
export type AxisCase = readonly [string, readonly number[], readonly number[], readonly number[]];

export const reducedShapes: readonly AxisCase[] = [
  ['height and width, kept', [1, 3, 4, 5], [1, 2], [1, 1, 1, 5]],
  ['height and width', [2, 3, 4, 5], [1, 2], [2, 5]],
  ['channels', [1, 3, 4, 5], [3], [1, 3, 4]],
  ['a negative axis', [3, 7], [-1], [3]],
  ['the first axis', [6, 5], [0], [5]],
  ['everything', [2, 3, 4], [0, 1, 2], []],
  ['two apart', [2, 3, 4], [0, 2], [3]],
  ['an axis twice', [3, 4], [1, -1], [3]],
  ['one element', [1, 1, 1, 3], [1, 2], [1, 3]],
  ['rank 5', [2, 3, 2, 3, 2], [1, 3], [2, 2, 2]],
];

/** One operator; `axes` is an int32 constant, a single axis with no dimensions where `scalar` says so. */
export function axisCase(op: string, name: string, input: Operand, axes: readonly number[], output: Operand, rest: OperatorCase & { readonly scalar?: boolean } = {}): OpCase {
  const { scalar = false, ...other } = rest;
  return operatorCase(op, name, [input, { type: 'int32', shape: scalar ? [] : [axes.length], data: axes }], [output], other);
}

/** A reduction of every shape; where extents of 1 stay, keep_dims says so. */
export function reducedCases(op: string, part: Omit<Operand, 'shape'>, rest: OperatorCase = {}, out: Omit<Operand, 'shape'> = part): readonly OpCase[] {
  return reducedShapes.map(([name, input, axes, output]) => axisCase(op, `${part.type}, ${name}`, { ...part, shape: input }, axes, { ...out, shape: output },
    { ...rest, options: { keep_dims: name.endsWith('kept') } }));
}
