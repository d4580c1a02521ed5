import { operatorCase, plainCases } from '../support/binary_cases.js';

export const cases = [
  ...plainCases('LOGICAL_AND', ['bool']),
  operatorCase('LOGICAL_AND', 'bool, all four', [{ type: 'bool', shape: [4] }, { type: 'bool', shape: [4] }], [{ type: 'bool', shape: [4] }], { fills: [[0, 0, 1, 1], [0, 1, 0, 1]] }),
];
