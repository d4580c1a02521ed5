import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SPLIT_V', 'unequal parts', ['int8', 'int16', 'int32', 'float32'], { operands: [[2, 6, 3], { constant: [1, 3, 2] }, { constant: [1] }], outputs: [[2, 1, 3], [2, 3, 3], [2, 2, 3]], options: { num_splits: 3 } }),
];
