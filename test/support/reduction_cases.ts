/** Cases of operators that sum over some dimensions. */
import type { TensorSpec } from './make_model.js';
import type { OpCase } from './op_cases.js';

type Type = 'int8' | 'int16' | 'float32';

export function reductionCases(op: 'MEAN' | 'SUM'): readonly OpCase[] {
  const make = (type: Type, name: string, shape: readonly number[], axes: readonly number[], out: readonly number[], keepDims: boolean, scales: readonly [number, number] = [0.05, op === 'MEAN' ? 0.03 : 0.4], zeroPoints: readonly [number, number] = [-7, 4]): OpCase => {
    const side = (at: 0 | 1): Partial<TensorSpec> => type === 'float32' ? {} : { scales: [scales[at]], zeroPoints: [type === 'int16' ? 0 : zeroPoints[at]] };
    return {
      name: `${type}, ${name}`,
      model: {
        tensors: [{ name: 'x', type, shape, ...side(0) }, { name: 'axes', type: 'int32', shape: [axes.length], data: axes }, { name: 'y', type, shape: out, ...side(1) }],
        inputs: [0], outputs: [2], operators: [{ op, version: 2, inputs: [0, 1], outputs: [2], options: { keep_dims: keepDims } }],
      },
    };
  };
  const axisOf = (entry: OpCase, refused: string, axes: Partial<TensorSpec>): OpCase =>
    ({ ...entry, refused, model: { ...entry.model, tensors: entry.model.tensors.map((tensor, at) => (at === 1 ? { ...tensor, ...axes } : tensor)) } });
  const other = (type: 'uint8' | 'int32' | 'bool' | 'int64'): OpCase => {
    const entry = make('int8', '', [2, 3], [1], [2], false), scaled = type === 'uint8' ? { scales: [0.1], zeroPoints: [0] } : { scales: [], zeroPoints: [] };
    return { ...entry, name: type, refused: 'int8, int16 or float32', model: { ...entry.model, tensors: entry.model.tensors.map((tensor, at) => (at === 1 ? tensor : { ...tensor, type, ...scaled })) } };
  };
  const all = (['int8', 'int16', 'float32'] as const).flatMap((type) => [
    make(type, 'height and width, kept', [1, 3, 4, 5], [1, 2], [1, 1, 1, 5], true),
    make(type, 'height and width', [2, 3, 4, 5], [1, 2], [2, 5], false),
    make(type, 'channels', [1, 3, 4, 5], [3], [1, 3, 4], false),
    make(type, 'a negative axis', [3, 7], [-1], [3], false),
    make(type, 'the first axis', [6, 5], [0], [5], false),
    make(type, 'everything', [2, 3, 4], [0, 1, 2], [], false),
    make(type, 'two apart', [2, 3, 4], [0, 2], [3], false),
    make(type, 'one element', [1, 1, 1, 3], [1, 2], [1, 3], false),
    make(type, 'an axis twice', [2, 3, 4], [1, -2], [2, 4], false),
    make(type, 'no axis', [2, 3], [], [2, 3], false),
    make(type, 'rank 6', [2, 3, 1, 2, 2, 2], [1, 3], [2, 1, 2, 2], false),
    make(type, 'many', [1, 40, 50, 3], [1, 2], [1, 3], false),
    make(type, 'scale above one', [2, 9], [1], [2], false, [0.05, 0.0002]),
    make(type, 'zero points at the ends', [4, 9], [1], [4], false, [0.05, 0.3], [127, -128]),
    make(type, 'the same scale', [1, 7, 7, 3], [1, 2], [1, 3], false, [0.05, 0.05], [-7, -7]),
  ]);
  return [...all, axisOf(make('int8', 'axes of int64', [2, 3], [1], [2], false), 'axes of int32', { type: 'int64' }), other('uint8'), other('int32'), other('bool'), other('int64')];
}
