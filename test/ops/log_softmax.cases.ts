import { operatorCase, type OperatorCase } from '../support/binary_cases.js';
import type { Fill } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';

const int8 = (name: string, shape: readonly number[], scale: number, zeroPoint: number, rest: OperatorCase = {}, out: readonly [number, number] = [1 / 16, 127]): OpCase =>
  operatorCase('LOG_SOFTMAX', `int8, ${name}`, [{ type: 'int8', shape, scale, zeroPoint }], [{ type: 'int8', shape, scale: out[0], zeroPoint: out[1] }], rest);
const real = (name: string, shape: readonly number[], fill: Fill = 'random'): OpCase => operatorCase('LOG_SOFTMAX', `float32, ${name}`, [{ type: 'float32', shape }], [{ type: 'float32', shape }], { fills: [fill] });

export const cases = [
  int8('a usual scale', [8, 12], 0.0847, 25), int8('a small scale', [4, 10], 0.003, 4), int8('a large scale', [4, 33], 1.7, -128), int8('a scale of 1/16', [4, 20], 0.0625, 0), int8('one class', [3, 1], 0.1, 0), int8('two classes', [30, 2], 0.2, 0),
  int8('rank 4', [1, 3, 3, 5], 0.05, 7), int8('one dimension', [10], 0.05, 7), int8('all equal', [2, 30], 0.05, 7, { fills: [[5]] }), int8('one far above', [4, 16], 0.3, 0, { fills: [[127, -128, -128, -128, -128, 0, 100, 126]] }), int8('many classes', [2, 1000], 0.03, 0),
  real('rows', [5, 11]), real('rank 4', [1, 2, 3, 4]), real('far apart', [4, 7], { low: -90, high: 90 }), real('one class', [3, 1]), real('all equal', [2, 5], [3]), real('infinities', [3, 3], [0, -Infinity, 1, 3, 2, 1, -1e30, 1, 2]),
  int8('another output scale', [2, 3], 0.05, 0, { refused: 'an output scale of 1/16' }, [1 / 8, 127]),
  int8('another output zero point', [2, 3], 0.05, 0, { refused: 'an output scale of 1/16' }, [1 / 16, 0]),
  operatorCase('LOG_SOFTMAX', 'int16, which is not taken', [{ type: 'int16', shape: [4], scale: 0.5 }], [{ type: 'int16', shape: [4], scale: 0.5 }], { refused: 'an input of type' }),
];
