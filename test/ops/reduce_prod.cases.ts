import { axisCase, reducedCases } from '../support/axis_cases.js';

const oracle = { oracle: 'tensorflow' } as const, no = { ...oracle, options: { keep_dims: false } };
const small = { low: -3, high: 3 } as const;

export const cases = [
  ...reducedCases('REDUCE_PROD', { type: 'float32' }, { ...oracle, fills: [{ low: -2, high: 2 }] }),
  ...reducedCases('REDUCE_PROD', { type: 'int32' }, { ...oracle, fills: [small] }),
  ...reducedCases('REDUCE_PROD', { type: 'int8', scale: 0.02, zeroPoint: 3 }, oracle, { type: 'int8', scale: 0.9, zeroPoint: -5 }),
  ...reducedCases('REDUCE_PROD', { type: 'int16', scale: 0.00006, zeroPoint: 0 }, oracle, { type: 'int16', scale: 0.0003, zeroPoint: 0 }),
  axisCase('REDUCE_PROD', 'int8, saturating', { type: 'int8', scale: 0.1, zeroPoint: -128, shape: [20, 4] }, [1], { type: 'int8', scale: 2, zeroPoint: 0, shape: [20] }, no),
  axisCase('REDUCE_PROD', 'int8, a zero point at the end', { type: 'int8', scale: 0.02, zeroPoint: 127, shape: [20, 2] }, [1], { type: 'int8', scale: 0.05, zeroPoint: 127, shape: [20] }, no),
  axisCase('REDUCE_PROD', 'float32, special values', { type: 'float32', shape: [5, 2] }, [1], { type: 'float32', shape: [5] }, { ...no, fills: [[0, Infinity, NaN, 1, -0, 5, 1e-30, 1e-30, -Infinity, 2]] }),
];
