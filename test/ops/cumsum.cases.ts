import { axisCase } from '../support/axis_cases.js';
import type { Operand } from '../support/binary_cases.js';

const kinds = [[false, false], [true, false], [false, true], [true, true]] as const;
const int8 = (shape: readonly number[], scale: number, zeroPoint: number): Operand => ({ type: 'int8', shape, scale, zeroPoint }), float = (shape: readonly number[]): Operand => ({ type: 'float32', shape });

export const cases = [
  ...kinds.flatMap(([exclusive, reverse]) => {
    const options = { exclusive, reverse }, name = `${exclusive ? ', exclusive' : ''}${reverse ? ', reverse' : ''}`;
    return [
      ...[0, 1, -1].flatMap((axis) => [
        axisCase('CUMSUM', `int8, axis ${axis}${name}`, int8([3, 5, 4], 0.05, 3), [axis], int8([3, 5, 4], 0.2, -9), { options }),
        axisCase('CUMSUM', `float32, axis ${axis}${name}`, float([3, 5, 4]), [axis], float([3, 5, 4]), { options }),
      ]),
      axisCase('CUMSUM', `int8, one scale, saturating${name}`, int8([40], 0.05, -128), [0], int8([40], 0.05, -128), { options, fills: [{ low: -128, high: -90 }] }),
    ];
  }),
  axisCase('CUMSUM', 'int8, a zero point at the upper end', int8([2, 16], 0.05, 127), [1], int8([2, 16], 0.7, 127), { options: {} }),
  axisCase('CUMSUM', 'int8, one element', int8([1], 0.05, 1), [0], int8([1], 0.05, 1), { options: {} }),
  axisCase('CUMSUM', 'float32, one after the other', float([20]), [0], float([20]), { options: {}, fills: [[16777216, 1, 1, -16777216, 0.1, -0, NaN, 1, Infinity]] }),
  axisCase('CUMSUM', 'float32, rank 5', float([2, 2, 3, 2, 2]), [2], float([2, 2, 3, 2, 2]), { options: {}, scalar: true }),
  ...(['int16', 'int32', 'int64'] as const).map((type) => axisCase('CUMSUM', `${type}, which is not taken`, { type, shape: [4] }, [0], { type, shape: [4] }, { options: {}, refused: 'an input of type' })),
];
