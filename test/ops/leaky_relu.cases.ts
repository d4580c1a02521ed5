import { everyByte, unaryCase, type Side } from '../support/unary_cases.js';

const int8 = (scale: number, zeroPoint: number): Side => ({ type: 'int8', scale, zeroPoint });
const int16 = (scale: number): Side => ({ type: 'int16', scale, zeroPoint: 0 });
const float: Side = { type: 'float32' };

/** Halves, where a positive and a negative alpha round to different sides. */
const halves = [-1, -2, -3, -4, -5, -6, -7, -9, 1, 2, 3, 4, 5, 6, 7, 8];

export const cases = [
  ...[-0.5, -0.75, -0.25, -1, -1.5, 0.5, 1.5].flatMap((alpha) => [
    unaryCase('LEAKY_RELU', `int8, halves, alpha ${alpha}`, [16], int8(1, 0), int8(1, 0), { alpha }, halves), unaryCase('LEAKY_RELU', `int16, halves, alpha ${alpha}`, [16], int16(1), int16(1), { alpha }, halves),
  ]),
  unaryCase('LEAKY_RELU', 'int16, a negative alpha', [4, 300], int16(0.001), int16(0.0011), { alpha: -0.37 }),
  unaryCase('LEAKY_RELU', 'int16, zero points', [4, 300], { type: 'int16', scale: 0.001, zeroPoint: 77 }, { type: 'int16', scale: 0.0013, zeroPoint: -9000 }, { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'float32, a negative alpha', [40], float, float, { alpha: -0.5 }, { low: -3, high: 3 }),
  unaryCase('LEAKY_RELU', 'int8, one element', [], int8(0.05, 3), int8(0.05, 3), { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'int8, one scale', [256], int8(0.05, -10), int8(0.05, -10), { alpha: 0.1 }, everyByte),
  unaryCase('LEAKY_RELU', 'int8, another scale', [256], int8(0.05, 7), int8(0.021, -12), { alpha: 0.1 }, everyByte),
  unaryCase('LEAKY_RELU', 'int16, one scale', [4, 300], int16(0.001), int16(0.001), { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'int16, another scale', [4, 300], int16(0.001), int16(0.0004), { alpha: 0.1 }),
  unaryCase('LEAKY_RELU', 'float32', [3, 5, 7], float, float, { alpha: 0.1 }, { low: -12, high: 12 }),
  unaryCase('LEAKY_RELU', 'float32, small numbers', [40], float, float, { alpha: 0.1 }, { low: -0.01, high: 0.01 }),
  unaryCase('LEAKY_RELU', 'int8, alpha above one', [256], int8(0.02, 3), int8(0.07, 5), { alpha: 1.7 }, everyByte),
];
