import { refusedTypes } from '../support/float_function_cases.js';
import { unaryCase } from '../support/unary_cases.js';

const oracle = { oracle: 'tensorflow' } as const;

export const cases = [
  { ...unaryCase('SIGN', 'float32', [9], { type: 'float32' }, { type: 'float32' }, {}, [0, -0, 3, -3, NaN, Infinity, -Infinity, 1e-45, -1e-45]), ...oracle },
  { ...unaryCase('SIGN', 'float32, one element', [1], { type: 'float32' }, { type: 'float32' }), ...oracle },
  { ...unaryCase('SIGN', 'int32', [7], { type: 'int32' }, { type: 'int32' }, {}, [0, 1, -1, 2147483647, -2147483648, 7, -9]), ...oracle },
  ...refusedTypes('SIGN', ['int8', 'int16'], oracle),
];
