import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('RESHAPE', 'to a vector', ['int8', 'int16', 'int32', 'int64', 'float32', 'bool'], { operands: [[2, 3, 4], { constant: [24] }], outputs: [[24]] }),
  ...movementCases('RESHAPE', 'to more dimensions', ['int8', 'float32'], { operands: [[12], { constant: [2, 3, -1] }], outputs: [[2, 3, 2]] }),
];
