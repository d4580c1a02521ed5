import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PACK', 'in front', ['int8', 'int16', 'int32', 'int64', 'float32'], { operands: [[2, 3], [2, 3]], outputs: [[2, 2, 3]], options: { axis: 0, values_count: 2 } }),
  ...movementCases('PACK', 'behind', ['int8', 'float32'], { operands: [[2, 3], [2, 3], [2, 3]], outputs: [[2, 3, 3]], options: { axis: -1, values_count: 3 } }),
  ...movementCases('PACK', 'in the middle', ['int8', 'float32'], { operands: [[2, 3], [2, 3]], outputs: [[2, 2, 3]], options: { axis: 1, values_count: 2 } }),
  ...movementCases('PACK', 'scalars', ['int8'], { operands: [[], []], outputs: [[2]], options: { axis: 0, values_count: 2 } }),
  ...movementCases('PACK', 'one operand', ['int16'], { operands: [[3]], outputs: [[1, 3]], options: { axis: 0, values_count: 1 } }),
  ...movementCases('PACK', 'rank 5', ['int8'], { operands: [[1, 2, 1, 3, 2], [1, 2, 1, 3, 2]], outputs: [[1, 2, 2, 1, 3, 2]], options: { axis: 1, values_count: 2 } }),
  ...movementCases('PACK', 'the first axis from behind', ['int8'], { operands: [[3], [3]], outputs: [[2, 3]], options: { axis: -2, values_count: 2 } }),
  ...movementCases('PACK', 'another scale', ['int8'], { operands: [[2], [2]], outputs: [[2, 2]], options: { axis: 0, values_count: 2 }, changes: { 0: { scales: [0.7] } } }),
  ...movementCases('PACK', 'more operands than there are', ['int8'], { operands: [[2], [2]], outputs: [[2, 2]], options: { axis: 0, values_count: 3 }, refused: 'as many operands as its options say' }),
  ...movementCases('PACK', 'not taken', typesBeside('int8', 'int16', 'int32', 'int64', 'float32'), { operands: [[2], [2]], outputs: [[2, 2]], options: { axis: 0, values_count: 2 }, refused: 'elements of type' }),
];
