import { operatorCase, withRelu, type Operand, type OperatorCase } from '../support/binary_cases.js';
import type { Fill } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';

const float = (shape: readonly number[]): Operand => ({ type: 'float32', shape });
const int8 = (name: string, shape: readonly number[], zeroPoint: number, fill: Fill = 'random', rest: OperatorCase = {}): OpCase =>
  operatorCase('L2_NORMALIZATION', `int8, ${name}`, [{ type: 'int8', shape, scale: 0.05, zeroPoint }], [{ type: 'int8', shape, scale: 1 / 128, zeroPoint: 0 }], { options: {}, fills: [fill], ...rest });
const real = (name: string, shape: readonly number[], fill: Fill = 'random', rest: OperatorCase = {}): OpCase =>
  operatorCase('L2_NORMALIZATION', `float32, ${name}`, [float(shape)], [float(shape)], { options: {}, fills: [fill], ...rest });

export const cases = [
  int8('rows', [6, 9], 3), int8('rank 4', [2, 3, 2, 5], -7), int8('one dimension', [64], 0), int8('rows of one', [20, 1], 5), int8('zeros', [3, 4], 7, [7]), int8('a single one', [4, 8], 0, [1, 0, 0, 0, 0, 0, 0, 0]),
  int8('a zero point at the lower end', [6, 9], -128), int8('a zero point at the upper end', [6, 9], 127), int8('small numbers', [20, 3], 0, { low: -2, high: 2 }), int8('long rows', [2, 1000], 0),
  real('rows', [6, 9]), real('rank 4', [2, 3, 2, 5]), real('one dimension', [64]), real('rows of one', [20, 1]), real('zeros', [3, 4], 'zero'), real('tiny rows', [3, 4], { low: -1e-7, high: 1e-7 }),
  real('large rows', [3, 4], { low: -1e18, high: 1e18 }), real('special values', [4, 2], [NaN, 1, Infinity, 1, 1e30, 1e30, -0, 1]),
  withRelu(int8('fifteen', [3, 5], 3)), withRelu(real('fifteen', [3, 5])),
  real('rank 5', [1, 2, 1, 2, 3], 'random', { refused: 'one to four dimensions' }),
  real('RELU', [2, 3], 'random', { options: { fused_activation_function: 1 }, refused: 'has a fused activation' }),
  operatorCase('L2_NORMALIZATION', 'int16, which is not taken', [{ type: 'int16', shape: [4], scale: 0.5 }], [{ type: 'int16', shape: [4], scale: 0.5 }], { options: {}, refused: 'an input of type' }),
];
