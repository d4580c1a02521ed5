import { axisCase, type AxisCase } from '../support/axis_cases.js';
import type { Operand } from '../support/binary_cases.js';

const shapes: readonly AxisCase[] = [
  ['the last axis', [2, 3, 7], [2], [2, 3]], ['a negative axis', [2, 3, 7], [-1], [2, 3]], ['the middle axis', [2, 7, 3], [1], [2, 3]], ['the first axis', [7, 3, 2], [0], [3, 2]],
  ['one dimension', [11], [0], []], ['one element', [1], [0], []], ['rank 5', [2, 1, 3, 2, 4], [2], [2, 1, 2, 4]],
];
const output = (shape: readonly number[]): Operand => ({ type: 'int32', shape }), options = { output_type: 2 };

export const cases = [
  ...(['int8', 'float32'] as const).flatMap((type) => shapes.map(([name, shape, axis, out]) => axisCase('ARG_MIN', `${type}, ${name}`, { type, shape, ...(type === 'int8' ? { scale: 0.05, zeroPoint: 3 } : {}) }, axis, output(out), { options }))),
  axisCase('ARG_MIN', 'int8, many equal', { type: 'int8', shape: [20, 9], scale: 1 }, [1], output([20]), { options, fills: [{ low: -1, high: 1 }] }),
  axisCase('ARG_MIN', 'int8, a scalar axis', { type: 'int8', shape: [3, 9] }, [1], output([3]), { options, scalar: true }),
  axisCase('ARG_MIN', 'float32, special values', { type: 'float32', shape: [6, 3] }, [1], output([6]), { options, fills: [[NaN, 1, 2, 1, NaN, 3, 1, 2, NaN, -0, 0, -0, -Infinity, Infinity, -Infinity, NaN, NaN, NaN]] }),
  axisCase('ARG_MIN', 'int64 indexes', { type: 'int8', shape: [3, 9] }, [1], { type: 'int64', shape: [3] }, { options: { output_type: 4 }, refused: 'an output of type i32' }),
  ...(['int16', 'int32', 'uint8'] as const).map((type) => axisCase('ARG_MIN', `${type}, which is not taken`, { type, shape: [2, 3] }, [1], output([2]), { options, refused: 'an input of type' })),
];
