import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];

export const cases = [
  ...movementCases('GATHER_ND', 'rows', types, { operands: [[4, 3], { constant: [3, 1, 1], shape: [3, 1] }], outputs: [[3, 3]] }),
  ...movementCases('GATHER_ND', 'elements', types, { operands: [[2, 3, 2], { constant: [1, 2, 0, 0, 0, 1], shape: [2, 3] }], outputs: [[2]] }),
  ...movementCases('GATHER_ND', 'indices of rank 3', ['int8'], { operands: [[3, 2, 4], { constant: [0, 1, 2, 0, 1, 1, 2, 1], shape: [2, 2, 2] }], outputs: [[2, 2, 4]] }),
];
