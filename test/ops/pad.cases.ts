import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PAD', 'an image', ['int8', 'int16', 'int32', 'float32'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PAD', 'every dimension', ['int8', 'float32'], { operands: [[2, 3, 2], { constant: [1, 0, 0, 2, 3, 1], shape: [3, 2] }], outputs: [[3, 5, 6]] }),
  ...movementCases('PAD', 'nothing', ['int8', 'float32'], { operands: [[2, 3], { constant: [0, 0, 0, 0], shape: [2, 2] }], outputs: [[2, 3]] }),
  ...movementCases('PAD', 'one dimension', ['int8', 'float32'], { operands: [[5], { constant: [2, 3], shape: [1, 2] }], outputs: [[10]] }),
];
