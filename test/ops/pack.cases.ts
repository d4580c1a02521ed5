import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PACK', 'in front', ['int8', 'int16', 'int32', 'int64', 'float32'], { operands: [[2, 3], [2, 3]], outputs: [[2, 2, 3]], options: { axis: 0, values_count: 2 } }),
  ...movementCases('PACK', 'behind', ['int8', 'float32'], { operands: [[2, 3], [2, 3], [2, 3]], outputs: [[2, 3, 3]], options: { axis: -1, values_count: 3 } }),
  ...movementCases('PACK', 'in the middle', ['int8', 'float32'], { operands: [[2, 3], [2, 3]], outputs: [[2, 2, 3]], options: { axis: 1, values_count: 2 } }),
];
