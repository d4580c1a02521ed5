import { operatorCase, plainCases } from '../support/binary_cases.js';

export const cases = [
  ...plainCases('LOGICAL_OR', ['bool']),
  operatorCase('LOGICAL_OR', 'bool, all four', [{ type: 'bool', shape: [4] }, { type: 'bool', shape: [4] }], [{ type: 'bool', shape: [4] }], { fills: [[0, 0, 1, 1], [0, 1, 0, 1]] }),
];
