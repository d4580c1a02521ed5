import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('PADV2', 'an image', ['int8'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }, { constant: [55], type: 'int8', scale: 0.05, zeroPoint: -7 }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PADV2', 'an image', ['float32'], { operands: [[1, 3, 4, 2], { constant: [0, 0, 1, 2, 3, 0, 0, 0], shape: [4, 2] }, { constant: [-1.5], type: 'float32' }], outputs: [[1, 6, 7, 2]] }),
  ...movementCases('PADV2', 'two dimensions', ['int32'], { operands: [[2, 3], { constant: [1, 0, 0, 2], shape: [2, 2] }, { constant: [-70000], type: 'int32' }], outputs: [[3, 5]] }),
  ...movementCases('PADV2', 'a value of another zero point', ['int16'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [-3000], type: 'int16', scale: 0.001, zeroPoint: 4 }], outputs: [[3, 6]] }),
  ...movementCases('PADV2', 'a computed value', ['int8', 'int16', 'int32', 'float32'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, [1]], outputs: [[3, 6]] }),
  ...movementCases('PADV2', 'a scalar value', ['float32'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [1.5], type: 'float32', shape: [] }], outputs: [[3, 6]] }),
  ...movementCases('PADV2', 'a value of another scale', ['int8'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [9], type: 'int8', scale: 0.5, zeroPoint: -7 }], outputs: [[3, 6]], refused: 'a pad value of the output\'s scale and zero point' }),
  ...movementCases('PADV2', 'a value of another zero point, refused', ['int8'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [9], type: 'int8', scale: 0.05, zeroPoint: 0 }], outputs: [[3, 6]], refused: 'a pad value of the output\'s scale and zero point' }),
  ...movementCases('PADV2', 'two values', ['float32'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [1.5, 2.5], type: 'float32' }], outputs: [[3, 6]], refused: 'one pad value' }),
  ...movementCases('PADV2', 'a value of another type', ['float32'], { operands: [[2, 3], { constant: [1, 0, 2, 1], shape: [2, 2] }, { constant: [1], type: 'int32' }], outputs: [[3, 6]], refused: 'one pad value of the output\'s type' }),
];
