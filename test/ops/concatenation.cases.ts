import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('CONCATENATION', 'channels', ['int8', 'int16', 'int32', 'int64', 'float32', 'bool'], { operands: [[1, 2, 3, 4], [1, 2, 3, 1], [1, 2, 3, 2]], outputs: [[1, 2, 3, 7]], options: { axis: 3 } }),
  ...movementCases('CONCATENATION', 'the first axis', ['int8', 'float32'], { operands: [[1, 2, 3], [2, 2, 3]], outputs: [[3, 2, 3]], options: { axis: 0 } }),
  ...movementCases('CONCATENATION', 'a negative axis', ['int8', 'float32'], { operands: [[2, 3, 2], [2, 1, 2]], outputs: [[2, 4, 2]], options: { axis: -2 } }),
  ...movementCases('CONCATENATION', 'a constant operand', ['float32'], { operands: [[2, 2], { constant: [1, 2], shape: [2, 1], type: 'float32' }], outputs: [[2, 3]], options: { axis: 1 } }),
  ...movementCases('CONCATENATION', 'one operand', ['int8', 'float32'], { operands: [[4]], outputs: [[4]], options: { axis: 0 } }),
];
