import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('RESHAPE', 'to a vector', ['int8', 'int16', 'int32', 'int64', 'float32', 'bool'], { operands: [[2, 3, 4], { constant: [24] }], outputs: [[24]] }),
  ...movementCases('RESHAPE', 'to more dimensions', ['int8', 'float32'], { operands: [[12], { constant: [2, 3, -1] }], outputs: [[2, 3, 2]] }),
  ...movementCases('RESHAPE', 'to a vector', ['uint8', 'uint32'], { operands: [[2, 3, 4], { constant: [24] }], outputs: [[24]] }),
  ...movementCases('RESHAPE', 'the shape in the options', ['int8'], { operands: [[2, 3, 4]], outputs: [[24]], options: { new_shape: [24] } }),
  ...movementCases('RESHAPE', 'the shape as int64', ['int8'], { operands: [[2, 3, 4], { constant: [24], type: 'int64' }], outputs: [[24]] }),
  ...movementCases('RESHAPE', 'to a scalar', ['int8', 'float32'], { operands: [[1], { constant: [], shape: [0] }], outputs: [[]] }),
  ...movementCases('RESHAPE', 'another scale', ['int8'], { operands: [[2, 3], { constant: [6] }], outputs: [[6]], changes: { 2: { scales: [0.5] } } }),
  ...movementCases('RESHAPE', 'more elements', ['int8'], { operands: [[2, 3], { constant: [7] }], outputs: [[7]], refused: 'as many elements' }),
  ...movementCases('RESHAPE', 'the shape computed', ['int8'], { operands: [[2, 3, 4], { input: [1], type: 'int32', fill: [24] }], outputs: [[24]] }),
];
