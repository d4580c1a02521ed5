import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SQUEEZE', 'all', ['int8', 'int16', 'float32'], { operands: [[1, 3, 1, 2]], outputs: [[3, 2]] }),
  ...movementCases('SQUEEZE', 'all', ['int32', 'int64', 'uint8', 'uint32', 'bool'], { operands: [[1, 3, 1, 2]], outputs: [[3, 2]] }),
  ...movementCases('SQUEEZE', 'one, from behind', ['int8', 'float32'], { operands: [[1, 4, 1, 3]], outputs: [[1, 4, 3]], options: { squeeze_dims: [-2] } }),
  ...movementCases('SQUEEZE', 'two', ['int8'], { operands: [[1, 4, 1, 3]], outputs: [[4, 3]], options: { squeeze_dims: [2, 0] } }),
  ...movementCases('SQUEEZE', 'a dimension of 4', ['int8'], { operands: [[1, 4, 1, 3]], outputs: [[1, 1, 3]], options: { squeeze_dims: [1] }, refused: 'as many elements' }),
  ...movementCases('SQUEEZE', 'a dimension beyond', ['int8'], { operands: [[1, 4, 1, 3]], outputs: [[4, 1, 3]], options: { squeeze_dims: [0, 9] }, refused: 'dimensions of extent 1' }),
  ...movementCases('SQUEEZE', 'another output shape', ['int8'], { operands: [[1, 4, 1, 3]], outputs: [[4, 3, 1]], options: { squeeze_dims: [0] }, refused: 'an output of shape [4, 1, 3]' }),
];
