import { movementCases, type Type } from '../support/movement_cases.js';

const types: readonly Type[] = ['int8', 'float32'];
const pairs = (constant: readonly number[]) => ({ constant, shape: [constant.length / 2, 2] });

export const cases = [
  ...movementCases('BATCH_TO_SPACE_ND', 'no crops', types, { operands: [[12, 2, 2, 3], { constant: [2, 3] }, pairs([0, 0, 0, 0])], outputs: [[2, 4, 6, 3]] }),
  ...movementCases('BATCH_TO_SPACE_ND', 'crops', types, { operands: [[6, 2, 2, 2], { constant: [3, 2] }, pairs([1, 0, 2, 0])], outputs: [[1, 5, 2, 2]] }),
  ...movementCases('BATCH_TO_SPACE_ND', 'rank 3', types, { operands: [[8, 2, 3], { constant: [4] }, pairs([1, 2])], outputs: [[2, 5, 3]] }),
];
