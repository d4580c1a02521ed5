import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];

export const cases = [
  ...movementCases('SPACE_TO_DEPTH', 'blocks of 2', types, { operands: [[2, 6, 4, 3]], outputs: [[2, 3, 2, 12]], options: { block_size: 2 } }),
  ...movementCases('SPACE_TO_DEPTH', 'blocks of 3, one channel', ['int8'], { operands: [[1, 3, 6, 1]], outputs: [[1, 1, 2, 9]], options: { block_size: 3 } }),
];
