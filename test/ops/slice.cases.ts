import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SLICE', 'a block', ['int8', 'int16', 'int32', 'float32', 'bool'], { operands: [[3, 4, 5], { constant: [1, 0, 2] }, { constant: [2, 3, 2] }], outputs: [[2, 3, 2]] }),
  ...movementCases('SLICE', 'all the rest', ['int8', 'float32'], { operands: [[3, 4], { constant: [1, 2] }, { constant: [-1, -1] }], outputs: [[2, 2]] }),
  ...movementCases('SLICE', 'int64 indexes', ['int8'], { operands: [[3, 4], { constant: [1, 0], type: 'int64' }, { constant: [2, 2], type: 'int64' }], outputs: [[2, 2]] }),
  ...movementCases('SLICE', 'rank 5', ['int8', 'float32'], { operands: [[2, 2, 1, 2, 3], { constant: [0, 1, 0, 0, 1] }, { constant: [1, 1, 1, 2, 2] }], outputs: [[1, 1, 1, 2, 2]] }),
  ...movementCases('SLICE', 'one element', ['int16'], { operands: [[3, 4], { constant: [2, 3] }, { constant: [1, 1] }], outputs: [[1, 1]] }),
  ...movementCases('SLICE', 'a computed begin', ['int8', 'int16', 'int32', 'float32', 'bool'], { operands: [[3, 4, 5], { input: [3], type: 'int32', fill: [1, 0, 2] }, { constant: [2, 3, 2] }], outputs: [[2, 3, 2]] }),
  ...movementCases('SLICE', 'a computed begin of int64', ['int8'], { operands: [[3, 4], { input: [2], type: 'int64', fill: [1, 2] }, { constant: [2, 2], type: 'int64' }], outputs: [[2, 2]] }),
  ...movementCases('SLICE', 'a computed begin and size', ['int8', 'float32'], { operands: [[3, 4], { input: [2], type: 'int32', fill: [1, 2] }, { input: [2], type: 'int32', fill: [2, 2] }], outputs: [[2, 2]] }),
  ...movementCases('SLICE', 'a computed begin, all the rest', ['int8'], { operands: [[3, 4], { input: [2], type: 'int32', fill: [0, 2] }, { constant: [3, -1] }], outputs: [[3, 2]] }),
  ...movementCases('SLICE', 'rank 6', ['int8'], { operands: [[2, 1, 2, 1, 2, 3], { constant: [0, 0, 1, 0, 0, 1] }, { constant: [1, 1, 1, 1, 2, 2] }], outputs: [[1, 1, 1, 1, 2, 2]], refused: 'at most 5 dimensions' }),
  ...movementCases('SLICE', 'not taken', typesBeside('int8', 'int16', 'int32', 'float32', 'bool'), { operands: [[3, 4], { constant: [1, 0] }, { constant: [2, 2] }], outputs: [[2, 2]], refused: 'elements of type' }),
];
