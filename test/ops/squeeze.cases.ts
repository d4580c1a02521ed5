import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SQUEEZE', 'all', ['int8', 'int16', 'float32'], { operands: [[1, 3, 1, 2]], outputs: [[3, 2]] }),
];
