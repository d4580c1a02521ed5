import { operatorCase, type Operand } from '../support/binary_cases.js';

const int8 = (shape: readonly number[], scale = 0.05, zeroPoint = -7): Operand => ({ type: 'int8', shape, scale, zeroPoint });
const float = (shape: readonly number[]): Operand => ({ type: 'float32', shape });
const many = (count: number, operand: Operand): readonly Operand[] => Array.from({ length: count }, () => operand);

export const cases = [
  ...[2, 3, 5].flatMap((count) => [
    operatorCase('ADD_N', `int8, ${count} operands`, many(count, int8([2, 5, 13])), [int8([2, 5, 13], 0.1, 9)]),
    operatorCase('ADD_N', `float32, ${count} operands`, many(count, float([2, 5, 13])), [float([2, 5, 13])]),
  ]),
  operatorCase('ADD_N', 'int8, 12 operands', many(12, int8([40], 0.02, 3)), [int8([40], 0.09, -128)]),
  operatorCase('ADD_N', 'int8, one element', many(2, int8([1])), [int8([1])]),
  operatorCase('ADD_N', 'int8, a zero point at the lower end', many(3, int8([60], 0.02, -128)), [int8([60], 0.05, -128)]),
  operatorCase('ADD_N', 'int8, a zero point at the upper end', many(3, int8([60], 0.02, 127)), [int8([60], 0.05, 127)]),
  operatorCase('ADD_N', 'int8, one scale, saturating', many(2, int8([256], 0.05, 0)), [int8([256], 0.05, 0)]),
  operatorCase('ADD_N', 'int8, a coarse output', many(2, int8([64], 0.05, 0)), [int8([64], 3, 0)]),
  operatorCase('ADD_N', 'float32, special values', many(3, float([30])), [float([30])], { fills: [[-0, NaN, Infinity, 3e38, 1e-40], [-0, 1, -Infinity, 3e38], [-0, 0, 2]] }),
  operatorCase('ADD_N', 'float32, one after the other', many(4, float([30])), [float([30])], { fills: [[16777216, 1e8], [1, -1e8], [1, 3], [-16777216, 1]] }),
  operatorCase('ADD_N', 'int8, other scales', [int8([4]), int8([4], 0.06)], [int8([4])], { refused: 'operands of one scale' }),
  operatorCase('ADD_N', 'int8, other zero points', [int8([4]), int8([4], 0.05, 1)], [int8([4])], { refused: 'operands of one scale' }),
  operatorCase('ADD_N', 'other shapes', [float([4]), float([1])], [float([4])], { refused: 'operands of the output\'s shape' }),
  operatorCase('ADD_N', 'one operand', [float([4])], [float([4])], { refused: 'two operands or more' }),
  operatorCase('ADD_N', 'int32, which is not taken', many(2, { type: 'int32', shape: [4] }), [{ type: 'int32', shape: [4] }], { refused: 'int8 or float32' }),
];
