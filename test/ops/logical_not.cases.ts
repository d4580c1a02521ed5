import { unaryCase } from '../support/unary_cases.js';

export const cases = [
  unaryCase('LOGICAL_NOT', 'bool', [2, 3, 5], { type: 'bool' }, { type: 'bool' }),
  unaryCase('LOGICAL_NOT', 'bool, one', [1], { type: 'bool' }, { type: 'bool' }, {}, 'max'),
  { ...unaryCase('LOGICAL_NOT', 'int8', [4], { type: 'int8', scale: 1 }, { type: 'int8', scale: 1 }), refused: 'an input of type bool' },
];
