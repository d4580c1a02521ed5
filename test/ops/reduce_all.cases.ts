import { axisCase, reducedCases } from '../support/axis_cases.js';

const no = { options: { keep_dims: false } };

export const cases = [
  // Mostly true, so that some rows are all true.
  ...reducedCases('REDUCE_ALL', { type: 'bool' }, { fills: [[1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]] }),
  axisCase('REDUCE_ALL', 'bool, all true', { type: 'bool', shape: [2, 5] }, [1], { type: 'bool', shape: [2] }, { ...no, fills: ['max'] }),
  axisCase('REDUCE_ALL', 'bool, none true', { type: 'bool', shape: [2, 5] }, [1], { type: 'bool', shape: [2] }, { ...no, fills: ['zero'] }),
  ...(['int8', 'float32'] as const).map((type) => axisCase('REDUCE_ALL', `${type}, which is not taken`, { type, shape: [2, 3], scale: 0.5 }, [1], { type, shape: [2], scale: 0.5 }, { ...no, refused: 'an input of type' })),
];
