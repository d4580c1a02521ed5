import { refusedTypes } from '../support/float_function_cases.js';
import type { Fill } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';
import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const float: Side = { type: 'float32' };

const both = (name: string, shape: readonly number[], input: Side, output: Side, fill: Fill): readonly OpCase[] => [false, true].map((approximate) =>
  ({ ...unaryCase('GELU', `${name}${approximate ? ', by tanh' : ''}`, shape, input, output, { approximate }, fill), oracle: 'tensorflow' }));

export const cases = [
  ...both('float32', [3, 5, 41], float, float, { low: -6, high: 6 }),
  ...both('float32, far from zero', [300], float, float, { low: -40, high: 40 }),
  ...both('float32, near zero', [60], float, float, { low: -1e-3, high: 1e-3 }),
  ...both('float32, one element', [1], float, float, { low: 1, high: 2 }),
  ...both('int8', [256], int8(0.05, 3), int8(0.04, -100), everyByte),
  ...both('int8, fine', [256], int8(0.011, -20), int8(0.007, 30), everyByte),
  ...both('int8, zero points at the ends', [256], int8(0.03, 127), int8(0.0014, 127), everyByte),
  ...both('int16', [600], { type: 'int16', scale: 0.0002 }, { type: 'int16', scale: 0.0002 }, 'random'),
  ...both('int16, coarse', [600], { type: 'int16', scale: 0.003 }, { type: 'int16', scale: 0.001 }, 'random'),
  ...both('int16, ends', [4], { type: 'int16', scale: 0.0002 }, { type: 'int16', scale: 0.0001 }, [-32768, 32767, 0, -1]),
  ...refusedTypes('GELU', ['int32', 'bool'], { oracle: 'tensorflow' }),
];
