import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('TRANSPOSE', 'a matrix', ['int8', 'int16', 'float32'], { operands: [[5, 7], { constant: [1, 0] }], outputs: [[7, 5]] }),
  ...movementCases('TRANSPOSE', 'channels first', ['int8', 'float32'], { operands: [[1, 3, 4, 5], { constant: [0, 3, 1, 2] }], outputs: [[1, 5, 3, 4]] }),
  ...movementCases('TRANSPOSE', 'all reversed', ['int8', 'float32'], { operands: [[2, 3, 4, 5], { constant: [3, 2, 1, 0] }], outputs: [[5, 4, 3, 2]] }),
  ...movementCases('TRANSPOSE', 'nothing', ['int8', 'float32'], { operands: [[2, 3, 4], { constant: [0, 1, 2] }], outputs: [[2, 3, 4]] }),
  ...movementCases('TRANSPOSE', 'rank 5', ['int8'], { operands: [[2, 1, 3, 2, 2], { constant: [4, 0, 2, 1, 3] }], outputs: [[2, 2, 3, 1, 2]] }),
];
