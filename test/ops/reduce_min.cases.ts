import { axisCase, reducedCases } from '../support/axis_cases.js';

const int8 = { type: 'int8', scale: 0.05, zeroPoint: -7 } as const, float = { type: 'float32' } as const, no = { options: { keep_dims: false } };

export const cases = [
  ...reducedCases('REDUCE_MIN', int8),
  ...reducedCases('REDUCE_MIN', float),
  axisCase('REDUCE_MIN', 'int8, the lowest', { ...int8, shape: [2, 9] }, [1], { ...int8, shape: [2] }, { ...no, fills: ['min'] }),
  axisCase('REDUCE_MIN', 'int8, the highest', { ...int8, shape: [2, 9] }, [1], { ...int8, shape: [2] }, { ...no, fills: ['max'] }),
  axisCase('REDUCE_MIN', 'int8, no scale', { type: 'int8', shape: [2, 9] }, [1], { type: 'int8', shape: [2] }, no),
  axisCase('REDUCE_MIN', 'float32, a scalar axis', { ...float, shape: [2, 9] }, [1], { ...float, shape: [2] }, { ...no, scalar: true }),
  axisCase('REDUCE_MIN', 'float32, special values', { ...float, shape: [6, 3] }, [1], { ...float, shape: [6] },
    { ...no, fills: [[NaN, 1, 2, 1, NaN, -3, NaN, NaN, NaN, Infinity, 1, -Infinity, -Infinity, -Infinity, -Infinity, Infinity, Infinity, Infinity]] }),
  axisCase('REDUCE_MIN', 'int8, another scale', { ...int8, shape: [2, 3] }, [1], { ...int8, scale: 0.06, shape: [2] }, { ...no, refused: 'the same scale and zero point' }),
  axisCase('REDUCE_MIN', 'int8, another zero point', { ...int8, shape: [2, 3] }, [1], { ...int8, zeroPoint: 1, shape: [2] }, { ...no, refused: 'the same scale and zero point' }),
  ...(['int16', 'int32', 'uint8', 'bool'] as const).map((type) => axisCase('REDUCE_MIN', `${type}, which is not taken`, { type, shape: [2, 3], scale: 0.5 }, [1], { type, shape: [2], scale: 0.5 }, { ...no, refused: 'an input of type' })),
];
