import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PAD', 'an image', ['int8', 'int16', 'int32', 'float32'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PAD', 'every dimension', ['int8', 'float32'], { operands: [[2, 3, 2], { constant: [1, 0, 0, 2, 3, 1], shape: [3, 2] }], outputs: [[3, 5, 6]] }),
  ...movementCases('PAD', 'nothing', ['int8', 'float32'], { operands: [[2, 3], { constant: [0, 0, 0, 0], shape: [2, 2] }], outputs: [[2, 3]] }),
  ...movementCases('PAD', 'one dimension', ['int8', 'float32'], { operands: [[5], { constant: [2, 3], shape: [1, 2] }], outputs: [[10]] }),
  ...movementCases('PAD', 'a zero point', ['int16'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }], outputs: [[3, 6]], changes: { 0: { zeroPoints: [3] }, 2: { zeroPoints: [3] } } }),
  ...movementCases('PAD', 'another scale and zero point', ['int8'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }], outputs: [[3, 6]], changes: { 2: { scales: [0.5], zeroPoints: [9] } } }),
  ...movementCases('PAD', 'rank 4', ['int16', 'int32'], { operands: [[1, 2, 1, 2], { constant: [0, 1, 0, 0, 1, 0, 0, 0], shape: [4, 2] }], outputs: [[2, 2, 2, 2]] }),
  ...movementCases('PAD', 'rank 5', ['int8', 'float32'], { operands: [[1, 2, 1, 2, 2], { constant: [0, 1, 0, 0, 1, 0, 0, 0, 0, 1], shape: [5, 2] }], outputs: [[2, 2, 2, 2, 3]] }),
  ...movementCases('PAD', 'paddings of int64', ['int8'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2], type: 'int64' }], outputs: [[3, 6]], refused: 'paddings of int32' }),
  ...movementCases('PAD', 'computed paddings', ['int8'], { operands: [[2, 3], { input: [2, 2], type: 'int32', fill: [1, 0, 2, 1] }], outputs: [[3, 6]], refused: 'has to be a constant' }),
  ...movementCases('PAD', 'another output shape', ['int8'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }], outputs: [[3, 7]], refused: 'an output of shape [3, 6]' }),
  ...movementCases('PAD', 'not taken', typesBeside('int8', 'int16', 'int32', 'float32'), { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }], outputs: [[3, 6]], refused: 'elements of type' }),
];
