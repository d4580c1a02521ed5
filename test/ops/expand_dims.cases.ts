import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('EXPAND_DIMS', 'in front', ['int8', 'int16', 'float32'], { operands: [[3, 2], { constant: [0] }], outputs: [[1, 3, 2]] }),
  ...movementCases('EXPAND_DIMS', 'behind', ['int8', 'float32'], { operands: [[3, 2], { constant: [-1] }], outputs: [[3, 2, 1]] }),
  ...movementCases('EXPAND_DIMS', 'from behind', ['int8'], { operands: [[4, 3], { constant: [-1], shape: [] }], outputs: [[4, 3, 1]] }),
  ...movementCases('EXPAND_DIMS', 'another scale', ['int8'], { operands: [[4, 3], { constant: [1], shape: [] }], outputs: [[4, 1, 3]], changes: { 2: { scales: [0.7] } } }),
  ...movementCases('EXPAND_DIMS', 'another output shape', ['int8'], { operands: [[4, 3], { constant: [0], shape: [] }], outputs: [[4, 1, 3]], refused: 'an output of shape [1, 4, 3]' }),
  ...movementCases('EXPAND_DIMS', 'an axis of int64', ['int8'], { operands: [[4, 3], { constant: [0], shape: [], type: 'int64' }], outputs: [[1, 4, 3]], refused: 'an axis of int32' }),
  ...movementCases('EXPAND_DIMS', 'an axis beyond', ['int8'], { operands: [[4, 3], { constant: [3], shape: [] }], outputs: [[4, 3, 1]], refused: 'from -3 to 2' }),
  ...movementCases('EXPAND_DIMS', 'a computed axis', ['int8'], { operands: [[4, 3], { input: [], type: 'int32', fill: [0] }], outputs: [[1, 4, 3]], refused: 'has to be a constant' }),
  ...movementCases('EXPAND_DIMS', 'not taken', typesBeside('int8', 'int16', 'float32'), { operands: [[4, 3], { constant: [0], shape: [] }], outputs: [[1, 4, 3]], refused: 'int8, int16 or float32' }),
];
