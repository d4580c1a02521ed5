import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];
const reflect = { mode: 0 }, symmetric = { mode: 1 };

export const cases = [
  ...movementCases('MIRROR_PAD', 'reflect', types, { operands: [[3, 4], { constant: [1, 2, 3, 1], shape: [2, 2] }], outputs: [[6, 8]], options: reflect }),
  ...movementCases('MIRROR_PAD', 'symmetric', types, { operands: [[3, 4], { constant: [3, 2, 4, 1], shape: [2, 2] }], outputs: [[8, 9]], options: symmetric }),
  ...movementCases('MIRROR_PAD', 'four dimensions, paddings of 64 bits', ['int8'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 2, 1, 0, 3, 0, 0], shape: [4, 2], type: 'int64' }], outputs: [[1, 6, 7, 2]], options: reflect }),
  ...movementCases('MIRROR_PAD', 'no paddings', ['int8'], { operands: [[2, 2], { constant: [0, 0, 0, 0], shape: [2, 2] }], outputs: [[2, 2]], options: reflect }),
];
