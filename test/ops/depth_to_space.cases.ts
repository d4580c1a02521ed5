import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];

export const cases = [
  ...movementCases('DEPTH_TO_SPACE', 'blocks of 2', types, { operands: [[2, 3, 2, 12]], outputs: [[2, 6, 4, 3]], options: { block_size: 2 } }),
  ...movementCases('DEPTH_TO_SPACE', 'blocks of 3, one channel', ['int8'], { operands: [[1, 1, 2, 9]], outputs: [[1, 3, 6, 1]], options: { block_size: 3 } }),
  ...movementCases('DEPTH_TO_SPACE', 'blocks of 1', ['int8'], { operands: [[1, 2, 2, 3]], outputs: [[1, 2, 2, 3]], options: { block_size: 1 } }),
];
