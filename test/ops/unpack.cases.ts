import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('UNPACK', 'the first axis', ['int8', 'int16', 'int32', 'float32'], { operands: [[2, 2, 3]], outputs: [[2, 3], [2, 3]], options: { axis: 0, num: 2 } }),
  ...movementCases('UNPACK', 'the last axis', ['int8', 'float32'], { operands: [[2, 2, 3]], outputs: [[2, 2], [2, 2], [2, 2]], options: { axis: -1, num: 3 } }),
  ...movementCases('UNPACK', 'a vector', ['int8'], { operands: [[2]], outputs: [[], []], options: { axis: 0, num: 2 } }),
  ...movementCases('UNPACK', 'another scale', ['int8'], { operands: [[2, 3]], outputs: [[3], [3]], options: { axis: 0, num: 2 }, changes: { 1: { scales: [0.7] } } }),
  ...movementCases('UNPACK', 'not taken', typesBeside('int8', 'int16', 'int32', 'float32'), { operands: [[2, 3]], outputs: [[3], [3]], options: { axis: 0, num: 2 }, refused: 'elements of type' }),
];
