import { axisCase, reducedCases } from '../support/axis_cases.js';

const oracle = { oracle: 'tensorflow' } as const, no = { ...oracle, options: { keep_dims: false } };

export const cases = [
  // Mostly false, so that some rows have nothing true.
  ...reducedCases('REDUCE_ANY', { type: 'bool' }, { ...oracle, fills: [[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]] }),
  axisCase('REDUCE_ANY', 'bool, none true', { type: 'bool', shape: [2, 5] }, [1], { type: 'bool', shape: [2] }, { ...no, fills: ['zero'] }),
  axisCase('REDUCE_ANY', 'bool, all true', { type: 'bool', shape: [2, 5] }, [1], { type: 'bool', shape: [2] }, { ...no, fills: ['max'] }),
];
