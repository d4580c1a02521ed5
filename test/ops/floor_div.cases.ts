import { operatorCase } from '../support/binary_cases.js';
import { floatQuotientCases } from '../support/quotient_cases.js';

const float = (shape: readonly number[]) => ({ type: 'float32', shape } as const);

export const cases = [
  ...floatQuotientCases('FLOOR_DIV', [[0, 1, -1, Infinity, -Infinity, NaN, 3e38, 1e-40], [1, -1, 1e-40, Infinity, NaN, -2, -1e-40]]),
  // Multiples of a tenth: as floats most are not quite multiples.
  operatorCase('FLOOR_DIV', 'float32, almost whole', [float([100]), float([100])], [float([100])], { fills: [Array.from({ length: 100 }, (_, at) => (at - 50) / 10), [0.1]] }),
  operatorCase('FLOOR_DIV', 'float32, almost whole and large', [float([60]), float([60])], [float([60])], { fills: [[16777216, 16777215, 8388607.5, 1e9, 33554428, -16777217], [3, 0.99999994, 1.0000001, -7]] }),
  operatorCase('FLOOR_DIV', 'float32, a constant zero', [{ type: 'float32', shape: [3] }, { type: 'float32', shape: [3], data: [1, 0, 2] }], [{ type: 'float32', shape: [3] }], { refused: 'a divisor without zeros' }),
  ...(['int8', 'int32', 'int64'] as const).map((type) => operatorCase('FLOOR_DIV', `${type}, which is not taken`, [{ type, shape: [4], scale: 0.5 }, { type, shape: [4], scale: 0.5, data: [1, 2, 3, 4] }], [{ type, shape: [4], scale: 0.5 }], { refused: 'operands of type' })),
];
