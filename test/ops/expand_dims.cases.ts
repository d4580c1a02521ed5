import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('EXPAND_DIMS', 'in front', ['int8', 'int16', 'float32'], { operands: [[3, 2], { constant: [0] }], outputs: [[1, 3, 2]] }),
  ...movementCases('EXPAND_DIMS', 'behind', ['int8', 'float32'], { operands: [[3, 2], { constant: [-1] }], outputs: [[3, 2, 1]] }),
];
