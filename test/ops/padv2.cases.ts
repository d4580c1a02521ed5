import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PADV2', 'an image', ['int8'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }, { constant: [55], type: 'int8', scale: 0.05, zeroPoint: -7 }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PADV2', 'an image', ['float32'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }, { constant: [-1.5], type: 'float32' }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PADV2', 'two dimensions', ['int32'], { operands: [[2, 3], { constant: [1, 0, 0, 2], shape: [2, 2] }, { constant: [-70000], type: 'int32' }], outputs: [[3, 5]] }),
];
