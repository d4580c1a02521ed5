import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SLICE', 'a block', ['int8', 'int16', 'int32', 'float32', 'bool'], { operands: [[3, 4, 5], { constant: [1, 0, 2] }, { constant: [2, 3, 2] }], outputs: [[2, 3, 2]] }),
  ...movementCases('SLICE', 'all the rest', ['int8', 'float32'], { operands: [[3, 4], { constant: [1, 2] }, { constant: [-1, -1] }], outputs: [[2, 2]] }),
];
