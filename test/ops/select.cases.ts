import { sameShapeCases, selectCase } from '../support/select_cases.js';

const types = ['int8', 'uint8', 'int16', 'int32', 'int64', 'float32', 'bool'] as const;
const oracle = { oracle: 'tensorflow' } as const;

export const cases = [
  ...sameShapeCases('SELECT', types, oracle),
  ...types.flatMap((type) => [
    selectCase('SELECT', 'the condition is a scalar', type, [[], [2, 5], [2, 5], [2, 5]], oracle),
    selectCase('SELECT', 'a condition for each index of the first dimension', type, [[3], [3, 2, 2], [3, 2, 2], [3, 2, 2]], oracle),
  ]),
  selectCase('SELECT', 'operands of different shapes', 'float32', [[3], [3, 2], [2], [3, 2]], { ...oracle, refused: 'x and y of one shape' }),
  selectCase('SELECT', 'a condition for the last dimension', 'float32', [[2], [3, 2], [3, 2], [3, 2]], { ...oracle, refused: 'a condition that is' }),
];
