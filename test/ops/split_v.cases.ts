import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SPLIT_V', 'unequal parts', ['int8', 'int16', 'int32', 'float32'], { operands: [[2, 6, 3], { constant: [1, 3, 2] }, { constant: [1] }], outputs: [[2, 1, 3], [2, 3, 3], [2, 2, 3]], options: { num_splits: 3 } }),
  ...movementCases('SPLIT_V', 'the rest', ['int8'], { operands: [[4, 3], { constant: [1, -1] }, { constant: [0], shape: [] }], outputs: [[1, 3], [3, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT_V', 'the last axis, sizes of int64', ['int8'], { operands: [[4, 3], { constant: [1, 2], type: 'int64' }, { constant: [-1], shape: [] }], outputs: [[4, 1], [4, 2]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT_V', 'rank 5', ['float32'], { operands: [[1, 2, 1, 4, 3], { constant: [1, 3] }, { constant: [3], shape: [] }], outputs: [[1, 2, 1, 1, 3], [1, 2, 1, 3, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT_V', 'a computed axis', ['int8'], { operands: [[4, 3], { constant: [1, 3] }, { input: [], type: 'int32', fill: [0] }], outputs: [[1, 3], [3, 3]], options: { num_splits: 2 }, refused: 'has to be a constant' }),
  ...movementCases('SPLIT_V', 'not taken', typesBeside('int8', 'int16', 'int32', 'float32'), { operands: [[4, 3], { constant: [1, 3] }, { constant: [0], shape: [] }], outputs: [[1, 3], [3, 3]], options: { num_splits: 2 }, refused: 'elements of type' }),
  ...movementCases('SPLIT_V', 'sizes computed', ['int8'], { operands: [[4, 3], { input: [2], type: 'int32', fill: [1, 3] }, { constant: [0], shape: [] }], outputs: [[1, 3], [3, 3]], options: { num_splits: 2 } }),
];
