/** Cases that SELECT and SELECT_V2 share. */
import { operatorCase, type OperatorCase } from './binary_cases.js';
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

type Type = TensorSpec['type'];

export function selectCase(op: string, name: string, type: Type, shapes: readonly [readonly number[], readonly number[], readonly number[], readonly number[]], rest: OperatorCase = {}): OpCase {
  const [condition, x, y, out] = shapes, scale = type === 'int8' || type === 'int16' || type === 'uint8' ? { scale: 0.05 } : {};
  return operatorCase(op, `${type}, ${name}`, [{ type: 'bool', shape: condition }, { type, shape: x, ...scale }, { type, shape: y, ...scale }], [{ type, shape: out, ...scale }], rest);
}

export function sameShapeCases(op: string, types: readonly Type[], rest: OperatorCase = {}): readonly OpCase[] {
  return types.flatMap((type) => [
    selectCase(op, 'one shape', type, [[2, 3, 7], [2, 3, 7], [2, 3, 7], [2, 3, 7]], rest),
    selectCase(op, 'one element', type, [[1], [1], [1], [1]], rest),
    selectCase(op, 'always x', type, [[9], [9], [9], [9]], { ...rest, fills: ['max'] }),
    selectCase(op, 'always y', type, [[9], [9], [9], [9]], { ...rest, fills: ['zero'] }),
  ]);
}
