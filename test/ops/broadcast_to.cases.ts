import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'int16', 'int32', 'int64', 'float32', 'bool'];

export const cases = [
  ...movementCases('BROADCAST_TO', 'two dimensions', types, { operands: [[3, 1, 2], { constant: [3, 4, 2] }], outputs: [[3, 4, 2]] }),
  ...movementCases('BROADCAST_TO', 'a scalar', ['int8'], { operands: [[], { constant: [2, 5] }], outputs: [[2, 5]] }),
  ...movementCases('BROADCAST_TO', 'missing dimensions, a shape of 64 bits', ['float32'], { operands: [[1, 3], { constant: [2, 2, 4, 3], type: 'int64' }], outputs: [[2, 2, 4, 3]] }),
  ...movementCases('BROADCAST_TO', 'nothing to repeat', ['int8'], { operands: [[2, 3], { constant: [2, 3] }], outputs: [[2, 3]] }),
];
