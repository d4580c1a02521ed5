import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SPLIT', 'in two', ['int8', 'int16', 'int32', 'float32'], { operands: [{ constant: [1] }, [2, 6, 3]], outputs: [[2, 3, 3], [2, 3, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT', 'in three along the last axis', ['int8', 'float32'], { operands: [{ constant: [-1] }, [2, 6]], outputs: [[2, 2], [2, 2], [2, 2]], options: { num_splits: 3 } }),
];
