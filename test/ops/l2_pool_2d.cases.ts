import { poolCases } from '../support/pool_cases.js';

const all = poolCases('L2_POOL_2D');

export const cases = [
  ...all.filter(({ name }) => name.startsWith('float32')),
  ...all.filter(({ name }) => name === 'int8' || name === 'int16').map((entry) => ({ ...entry, refused: 'an input of type f32' })),
];
