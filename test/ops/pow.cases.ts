import { broadcasts, operatorCase, type Operand } from '../support/binary_cases.js';
import type { OpCase } from '../support/op_cases.js';

const float = (shape: readonly number[]): Operand => ({ type: 'float32', shape }), int32 = (shape: readonly number[]): Operand => ({ type: 'int32', shape });
const oracle = { oracle: 'tensorflow' } as const;

const all: readonly OpCase[] = [
  // TensorFlow Lite broadcasts to four dimensions here.
  ...broadcasts.slice(0, 8).flatMap(([name, left, right, out]) => [
    operatorCase('POW', `float32, ${name}`, [float(left), float(right)], [float(out)], { fills: [{ low: 0.1, high: 9 }, { low: -3, high: 3 }] }),
    operatorCase('POW', `int32, ${name}`, [int32(left), int32(right)], [int32(out)], { fills: [{ low: -6, high: 6 }, { low: 0, high: 8 }] }),
  ]),
  operatorCase('POW', 'float32, whole exponents', [float([60]), float([60])], [float([60])], { fills: [{ low: -9, high: 9 }, [0, 1, 2, 3, -1, -2, 5, 0.5]] }),
  operatorCase('POW', 'float32, special values', [float([300]), float([300])], [float([300])], { fills: [[0, -0, 1, -1, 2, -2, 0.5, Infinity, -Infinity, NaN, 3e38, 1e-40], [0, 1, -1, 0.5, 2, -3, Infinity, -Infinity, NaN, 1e10, 16777215, -150, 127]] }),
  operatorCase('POW', 'float32, near one', [float([60]), float([60])], [float([60])], { fills: [{ low: 0.99, high: 1.01 }, { low: -3000, high: 3000 }], tolerance: { atol: 1e-6, rtol: 1e-5 } }),
  operatorCase('POW', 'int32, the largest powers', [int32([5]), int32([5])], [int32([5])], { fills: [[2, -2, 46340, 1290, -1], [30, 31, 2, 3, 2147483647]] }),
  operatorCase('POW', 'int32, a constant negative exponent', [int32([2]), { ...int32([2]), data: [1, -1] }], [int32([2])], { refused: 'not negative' }),
  operatorCase('POW', 'int8, which is not taken', [{ type: 'int8', shape: [2] }, { type: 'int8', shape: [2] }], [{ type: 'int8', shape: [2] }], { refused: 'operands of type' }),
];

export const cases = all.map((entry) => ({ ...entry, ...oracle }));
