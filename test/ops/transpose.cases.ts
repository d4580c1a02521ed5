import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('TRANSPOSE', 'a matrix', ['int8', 'int16', 'float32'], { operands: [[5, 7], { constant: [1, 0] }], outputs: [[7, 5]] }),
  ...movementCases('TRANSPOSE', 'channels first', ['int8', 'float32'], { operands: [[1, 3, 4, 5], { constant: [0, 3, 1, 2] }], outputs: [[1, 5, 3, 4]] }),
  ...movementCases('TRANSPOSE', 'all reversed', ['int8', 'float32'], { operands: [[2, 3, 4, 5], { constant: [3, 2, 1, 0] }], outputs: [[5, 4, 3, 2]] }),
  ...movementCases('TRANSPOSE', 'nothing', ['int8', 'float32'], { operands: [[2, 3, 4], { constant: [0, 1, 2] }], outputs: [[2, 3, 4]] }),
  ...movementCases('TRANSPOSE', 'rank 5', ['int8'], { operands: [[2, 1, 3, 2, 2], { constant: [4, 0, 2, 1, 3] }], outputs: [[2, 2, 3, 1, 2]] }),
  ...movementCases('TRANSPOSE', 'rank 5', ['int16', 'float32'], { operands: [[2, 1, 3, 2, 2], { constant: [4, 0, 2, 1, 3] }], outputs: [[2, 2, 3, 1, 2]] }),
  ...movementCases('TRANSPOSE', 'one dimension', ['int8'], { operands: [[3], { constant: [0] }], outputs: [[3]] }),
  ...movementCases('TRANSPOSE', 'another scale', ['int8'], { operands: [[3, 4], { constant: [1, 0] }], outputs: [[4, 3]], changes: { 2: { scales: [0.5] } } }),
  ...movementCases('TRANSPOSE', 'rank 6', ['int8', 'float32'], { operands: [[2, 1, 3, 2, 2, 1], { constant: [4, 0, 2, 1, 3, 5] }], outputs: [[2, 2, 3, 1, 2, 1]], refused: 'at most 5 dimensions' }),
  ...movementCases('TRANSPOSE', 'a negative dimension', ['int8'], { operands: [[3, 4], { constant: [-1, 0] }], outputs: [[4, 3]], refused: 'a permutation of 2 dimensions' }),
  ...movementCases('TRANSPOSE', 'a dimension beyond', ['int8'], { operands: [[3, 4], { constant: [2, 0] }], outputs: [[4, 3]], refused: 'a permutation of 2 dimensions' }),
  ...movementCases('TRANSPOSE', 'a short permutation', ['int8'], { operands: [[3, 4], { constant: [1] }], outputs: [[4, 3]], refused: 'a permutation of 2 dimensions' }),
  ...movementCases('TRANSPOSE', 'not taken', typesBeside('int8', 'int16', 'float32'), { operands: [[3, 4], { constant: [1, 0] }], outputs: [[4, 3]], refused: 'elements of type' }),
];
