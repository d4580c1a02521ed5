import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('CONCATENATION', 'channels', ['int8', 'int16', 'int32', 'int64', 'float32', 'bool'], { operands: [[1, 2, 3, 4], [1, 2, 3, 1], [1, 2, 3, 2]], outputs: [[1, 2, 3, 7]], options: { axis: 3 } }),
  ...movementCases('CONCATENATION', 'the first axis', ['int8', 'float32'], { operands: [[1, 2, 3], [2, 2, 3]], outputs: [[3, 2, 3]], options: { axis: 0 } }),
  ...movementCases('CONCATENATION', 'a negative axis', ['int8', 'float32'], { operands: [[2, 3, 2], [2, 1, 2]], outputs: [[2, 4, 2]], options: { axis: -2 } }),
  ...movementCases('CONCATENATION', 'a constant operand', ['float32'], { operands: [[2, 2], { constant: [1, 2], shape: [2, 1], type: 'float32' }], outputs: [[2, 3]], options: { axis: 1 } }),
  ...movementCases('CONCATENATION', 'one operand', ['int8', 'float32'], { operands: [[4]], outputs: [[4]], options: { axis: 0 } }),
  ...movementCases('CONCATENATION', 'one operand alone', ['int8'], { operands: [[2, 3]], outputs: [[2, 3]], options: { axis: 0 } }),
  ...movementCases('CONCATENATION', 'a constant operand', ['int8'], { operands: [[2, 3], { constant: [1, -2, 3, -4], type: 'int8', shape: [2, 2], scale: 0.05, zeroPoint: -7 }], outputs: [[2, 5]], options: { axis: 1 } }),
  ...movementCases('CONCATENATION', 'rank 6', ['int8', 'int16', 'float32'], { operands: [[1, 2, 1, 3, 1, 2], [1, 2, 2, 3, 1, 2]], outputs: [[1, 2, 3, 3, 1, 2]], options: { axis: 2 } }),
  ...movementCases('CONCATENATION', 'ten operands', ['int8'], { operands: Array.from({ length: 10 }, () => [1, 2]), outputs: [[10, 2]], options: { axis: 0 } }),
  ...movementCases('CONCATENATION', 'scales that differ', ['int16'], { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 1 }, changes: { 0: { scales: [0.5] } } }),
  ...movementCases('CONCATENATION', 'eleven operands', ['int8'], { operands: Array.from({ length: 11 }, () => [1, 2]), outputs: [[11, 2]], options: { axis: 0 }, refused: 'at most 10 operands' }),
  ...movementCases('CONCATENATION', 'an operand of another scale', ['int8'], { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 1 }, changes: { 1: { scales: [0.5] } }, refused: 'the output\'s scale and zero point' }),
  ...movementCases('CONCATENATION', 'an operand of another zero point', ['int8'], { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 1 }, changes: { 0: { zeroPoints: [3] } }, refused: 'the output\'s scale and zero point' }),
  ...movementCases('CONCATENATION', 'a fused activation', ['int8'], { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 1, fused_activation_function: 1 }, refused: 'has a fused activation' }),
  ...movementCases('CONCATENATION', 'an axis beyond', ['int8'], { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 2 }, refused: 'an axis from -2 to 1' }),
  ...movementCases('CONCATENATION', 'not taken', typesBeside('int8', 'int16', 'int32', 'int64', 'float32', 'bool'), { operands: [[2, 3], [2, 4]], outputs: [[2, 7]], options: { axis: 1 }, refused: 'elements of type' }),
  ...movementCases('CONCATENATION', 'an int4 operand', ['int8'], { operands: [[2, 3], { constant: [1, -2, 3, -4], type: 'int4', shape: [2, 2], scale: 0.05, zeroPoint: -7 }], outputs: [[2, 5]], options: { axis: 1 }, refused: 'takes no int4' }),
];
