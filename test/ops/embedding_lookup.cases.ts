import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const ids = [3, 0, 3, 4, 1];

function lookup(name: string, table: Omit<TensorSpec, 'name'>, output: Omit<TensorSpec, 'name' | 'shape'>, fixed = false): OpCase {
  const shape = [ids.length, ...table.shape.slice(1)];
  return {
    name, fills: [ids], invocations: fixed ? 1 : 2,
    model: {
      tensors: [{ name: 'ids', type: 'int32', shape: [ids.length] }, { name: 'table', ...table }, { name: 'y', shape, ...output }],
      operators: [{ op: 'EMBEDDING_LOOKUP', inputs: [0, 1], outputs: [2] }], inputs: [0], outputs: [2],
    },
  };
}

const int8 = { type: 'int8', shape: [5, 7], data: integers('embedding', 35, -128, 127), scales: [0.03], zeroPoints: [0] } as const;

export const cases = [
  lookup('int8', int8, { type: 'int8', scales: [0.03], zeroPoints: [0] }),
  lookup('int8 as float32', int8, { type: 'float32' }),
  lookup('float32, rank 3', { type: 'float32', shape: [5, 2, 3], data: reals('embedding', 30, -2, 2) }, { type: 'float32' }),
];
