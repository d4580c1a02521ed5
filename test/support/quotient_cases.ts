/** Cases of float operators that divide: broadcasts and special values. */
import { broadcasts, operatorCase, type OperatorCase } from './binary_cases.js';
import type { Fill } from './inputs.js';
import type { OpCase } from './op_cases.js';

/** No zeros, of both signs, with quotients that are integers now and then. */
const divisors: Fill = [1, -1, 2, 3, -0.5, 0.1, -7, 0.3, 1e-3, 1e6, -3.5];
const dividends: Fill = [0, -0, 1, -1, 6, 0.3, 0.9, -0.7, 1e7, 2.1, -21, 3.5, 1e-6];

export function floatQuotientCases(op: string, special: readonly Fill[], rest: OperatorCase = {}): readonly OpCase[] {
  const float = (shape: readonly number[]) => ({ type: 'float32', shape } as const);
  return [
    ...broadcasts.map(([name, left, right, out]) => operatorCase(op, `float32, ${name}`, [float(left), float(right)], [float(out)], { ...rest, fills: [dividends, divisors] })),
    operatorCase(op, 'float32, anything', [float([300]), float([300])], [float([300])], { ...rest, fills: [{ low: -100, high: 100 }, { low: 0.01, high: 9 }] }),
    operatorCase(op, 'float32, far apart', [float([60]), float([60])], [float([60])], { ...rest, fills: [{ low: -1e30, high: 1e30 }, { low: 1e-20, high: 9 }] }),
    operatorCase(op, 'float32, special values', [float([60]), float([60])], [float([60])], { ...rest, fills: special }),
  ];
}
