import { movementCases, type Type } from '../support/movement_cases.js';
import type { OpCase } from '../support/op_cases.js';

const types: readonly Type[] = ['int8', 'float32'];

/** Indices that are an input of the model. */
const computed: OpCase = {
  name: 'int8, indices from an input', invocations: 3, fills: ['random', [2, 0, 3, 3, 1]],
  model: {
    tensors: [
      { name: 'x', type: 'int8', shape: [4, 3], scales: [0.1], zeroPoints: [3] }, { name: 'i', type: 'int32', shape: [5] }, { name: 'y', type: 'int8', shape: [5, 3], scales: [0.1], zeroPoints: [3] },
    ],
    operators: [{ op: 'GATHER', inputs: [0, 1], outputs: [2], options: { axis: 0 } }], inputs: [0, 1], outputs: [2],
  },
};

export const cases = [
  ...movementCases('GATHER', 'rows', types, { operands: [[4, 3], { constant: [3, 0, 0, 2] }], outputs: [[4, 3]], options: { axis: 0 } }),
  ...movementCases('GATHER', 'the last axis from the end', types, { operands: [[2, 3, 5], { constant: [4, 1] }], outputs: [[2, 3, 2]], options: { axis: -1 } }),
  ...movementCases('GATHER', 'an axis in the middle, indices of rank 2', ['int8'], { operands: [[2, 3, 2], { constant: [2, 0, 1, 1, 0, 2], shape: [2, 3] }], outputs: [[2, 2, 3, 2]], options: { axis: 1 } }),
  ...movementCases('GATHER', 'batches', ['float32'], { operands: [[2, 3, 4], { constant: [2, 0, 1, 1], shape: [2, 2] }], outputs: [[2, 2, 4]], options: { axis: 1, batch_dims: 1 } }),
  ...movementCases('GATHER', 'batches, an axis behind them', ['int8'], { operands: [[2, 3, 4, 2], { constant: [2, 0, 3, 1, 1, 1], shape: [2, 3] }], outputs: [[2, 3, 3, 2]], options: { axis: 2, batch_dims: -1 } }),
  ...movementCases('GATHER', 'one index without a dimension', ['int8'], { operands: [[4, 3], { constant: [1], shape: [] }], outputs: [[3]], options: { axis: 0 } }),
  computed,
];
