import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'uint8', 'int16', 'int32', 'int64', 'float32', 'bool'];

export const cases = [
  ...movementCases('REVERSE_V2', 'the last axis', types, { operands: [[2, 3, 5], { constant: [2] }], outputs: [[2, 3, 5]] }),
  ...movementCases('REVERSE_V2', 'the first axis', ['int8'], { operands: [[4, 3], { constant: [0] }], outputs: [[4, 3]] }),
  ...movementCases('REVERSE_V2', 'two axes', ['int8'], { operands: [[2, 3, 4, 2], { constant: [1, 2] }], outputs: [[2, 3, 4, 2]] }),
  ...movementCases('REVERSE_V2', 'an axis from the end', ['float32'], { operands: [[3, 4], { constant: [-1] }], outputs: [[3, 4]] }),
];
