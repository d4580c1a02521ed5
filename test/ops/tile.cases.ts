import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('TILE', 'three dimensions', ['int8', 'int32', 'float32', 'bool'], { operands: [[2, 1, 3], { constant: [2, 3, 1] }], outputs: [[4, 3, 3]] }),
  ...movementCases('TILE', 'every dimension', ['int8', 'uint8', 'int64'], { operands: [[2, 3], { constant: [3, 2] }], outputs: [[6, 6]] }),
  ...movementCases('TILE', 'once', ['float32'], { operands: [[2, 3], { constant: [1, 1], type: 'int64' }], outputs: [[2, 3]] }),
].map((one) => ({ ...one, oracle: 'tensorflow' as const }));
