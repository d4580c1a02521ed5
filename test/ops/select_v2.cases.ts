import { operatorCase } from '../support/binary_cases.js';
import { sameShapeCases, selectCase } from '../support/select_cases.js';

export const cases = [
  ...sameShapeCases('SELECT_V2', ['int8', 'int16', 'float32']),
  ...(['int8', 'int16', 'float32'] as const).flatMap((type) => [
    selectCase('SELECT_V2', 'the condition is a scalar', type, [[], [2, 5], [2, 5], [2, 5]]),
    selectCase('SELECT_V2', 'x is a scalar', type, [[3, 4], [], [3, 4], [3, 4]]),
    selectCase('SELECT_V2', 'y is one element', type, [[3, 4], [3, 4], [1], [3, 4]]),
    selectCase('SELECT_V2', 'a condition per channel', type, [[5], [2, 3, 5], [2, 3, 5], [2, 3, 5]]),
    selectCase('SELECT_V2', 'a condition per row', type, [[2, 3, 1], [2, 3, 5], [2, 3, 5], [2, 3, 5]]),
    selectCase('SELECT_V2', 'all are repeated', type, [[2, 1, 1], [1, 3, 1], [1, 1, 5], [2, 3, 5]]),
    selectCase('SELECT_V2', 'only the condition has all dimensions', type, [[2, 3, 5], [], [5], [2, 3, 5]]),
    selectCase('SELECT_V2', 'rank 5', type, [[2, 1, 3, 1, 2], [1, 2, 1, 2, 1], [2, 2, 3, 2, 2], [2, 2, 3, 2, 2]]),
    selectCase('SELECT_V2', 'rank 6', type, [[2, 1, 3, 1, 2, 1], [1, 2, 1, 2, 1, 3], [2, 2, 3, 2, 2, 1], [2, 2, 3, 2, 2, 3]]),
  ]),
  operatorCase('SELECT_V2', 'constants', [{ type: 'bool', shape: [6] }, { type: 'float32', shape: [6], data: [1, 2, 3, -0, NaN, 6] }, { type: 'float32', shape: [], data: [9] }], [{ type: 'float32', shape: [6] }]),
  selectCase('SELECT_V2', 'which TFLM does not select', 'int32', [[4], [4], [4], [4]], { refused: 'elements of type' }),
  selectCase('SELECT_V2', 'which TFLM does not select', 'bool', [[4], [4], [4], [4]], { refused: 'elements of type' }),
  operatorCase('SELECT_V2', 'a condition of int8', [{ type: 'int8', shape: [4] }, { type: 'float32', shape: [4] }, { type: 'float32', shape: [4] }], [{ type: 'float32', shape: [4] }], { refused: 'a condition of type bool' }),
  selectCase('SELECT_V2', 'shapes that do not broadcast', 'float32', [[2], [3], [3], [3]], { refused: 'operands that broadcast' }),
];
