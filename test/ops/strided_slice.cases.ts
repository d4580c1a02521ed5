import { movementCases } from '../support/movement_cases.js';

export const cases = [
  ...movementCases('STRIDED_SLICE', 'a block', ['int8', 'int16', 'int32', 'float32', 'bool'], { operands: [[4, 5, 3], { constant: [1, 0, 0] }, { constant: [3, 4, 3] }, { constant: [1, 2, 1] }], outputs: [[2, 2, 3]], options: { begin_mask: 0, end_mask: 0, shrink_axis_mask: 0 } }),
  ...movementCases('STRIDED_SLICE', 'from the end', ['int8', 'float32'], { operands: [[6, 4], { constant: [-3, -2] }, { constant: [-1, 100] }, { constant: [1, 1] }], outputs: [[2, 2]], options: { begin_mask: 0, end_mask: 0, shrink_axis_mask: 0 } }),
  ...movementCases('STRIDED_SLICE', 'backwards', ['int8', 'float32'], { operands: [[6, 4], { constant: [4, 3] }, { constant: [0, -100] }, { constant: [-2, -1] }], outputs: [[2, 4]], options: { begin_mask: 0, end_mask: 0, shrink_axis_mask: 0 } }),
  ...movementCases('STRIDED_SLICE', 'masks', ['int8', 'float32'], { operands: [[6, 4], { constant: [3, 1] }, { constant: [4, 2] }, { constant: [1, 1] }], outputs: [[4, 3]], options: { begin_mask: 1, end_mask: 2, shrink_axis_mask: 0 } }),
  ...movementCases('STRIDED_SLICE', 'backwards with masks', ['int8', 'float32'], { operands: [[6, 4], { constant: [3, 1] }, { constant: [4, 2] }, { constant: [-1, -1] }], outputs: [[6, 4]], options: { begin_mask: 3, end_mask: 3, shrink_axis_mask: 0 } }),
  ...movementCases('STRIDED_SLICE', 'an axis shrinks', ['int8', 'float32'], { operands: [[6, 4, 2], { constant: [2, 0, 1] }, { constant: [3, 4, 2] }, { constant: [1, 1, 1] }], outputs: [[4, 1]], options: { begin_mask: 0, end_mask: 0, shrink_axis_mask: 1 } }),
  ...movementCases('STRIDED_SLICE', 'a negative axis shrinks', ['int8', 'float32'], { operands: [[6, 4], { constant: [-1, 0] }, { constant: [0, 4] }, { constant: [1, 1] }], outputs: [[4]], options: { begin_mask: 0, end_mask: 0, shrink_axis_mask: 1 } }),
];
