import { movementCases, typesBeside } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('SPLIT', 'in two', ['int8', 'int16', 'int32', 'float32'], { operands: [{ constant: [1] }, [2, 6, 3]], outputs: [[2, 3, 3], [2, 3, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT', 'in three along the last axis', ['int8', 'float32'], { operands: [{ constant: [-1] }, [2, 6]], outputs: [[2, 2], [2, 2], [2, 2]], options: { num_splits: 3 } }),
  ...movementCases('SPLIT', 'rank 5', ['int8'], { operands: [{ constant: [3], shape: [] }, [1, 2, 1, 4, 3]], outputs: [[1, 2, 1, 2, 3], [1, 2, 1, 2, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT', 'an axis of int64', ['int8'], { operands: [{ constant: [-2], shape: [], type: 'int64' }, [4, 3]], outputs: [[2, 3], [2, 3]], options: { num_splits: 2 } }),
  ...movementCases('SPLIT', 'one part', ['int16'], { operands: [{ constant: [0], shape: [] }, [4, 3]], outputs: [[4, 3]], options: { num_splits: 1 } }),
  ...movementCases('SPLIT', 'a computed axis', ['int8'], { operands: [{ input: [], type: 'int32', fill: [0] }, [4, 3]], outputs: [[2, 3], [2, 3]], options: { num_splits: 2 }, refused: 'has to be a constant' }),
  ...movementCases('SPLIT', 'not taken', typesBeside('int8', 'int16', 'int32', 'float32'), { operands: [{ constant: [0], shape: [] }, [4, 3]], outputs: [[2, 3], [2, 3]], options: { num_splits: 2 }, refused: 'elements of type' }),
];
