import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];
const pairs = (constant: readonly number[]) => ({ constant, shape: [constant.length / 2, 2] });

export const cases = [
  ...movementCases('SPACE_TO_BATCH_ND', 'no paddings', types, { operands: [[2, 4, 6, 3], { constant: [2, 3] }, pairs([0, 0, 0, 0])], outputs: [[12, 2, 2, 3]] }),
  ...movementCases('SPACE_TO_BATCH_ND', 'paddings', types, { operands: [[1, 5, 2, 2], { constant: [3, 2] }, pairs([1, 0, 2, 0])], outputs: [[6, 2, 2, 2]] }),
  ...movementCases('SPACE_TO_BATCH_ND', 'rank 3', types, { operands: [[2, 5, 3], { constant: [4] }, pairs([1, 2])], outputs: [[8, 2, 3]] }),
];
