import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('UNPACK', 'the first axis', ['int8', 'int16', 'int32', 'float32'], { operands: [[2, 2, 3]], outputs: [[2, 3], [2, 3]], options: { axis: 0, num: 2 } }),
  ...movementCases('UNPACK', 'the last axis', ['int8', 'float32'], { operands: [[2, 2, 3]], outputs: [[2, 2], [2, 2], [2, 2]], options: { axis: -1, num: 3 } }),
];
