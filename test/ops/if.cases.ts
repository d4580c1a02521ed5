import type { SubgraphSpec, TensorSpec } from '../support/make_model.js';

const int8 = (name: string, shape: readonly number[] = [2, 5]): TensorSpec => ({ name, shape, type: 'int8', scales: [0.05], zeroPoints: [3] });
const flag: TensorSpec = { name: 'which', shape: [1], type: 'bool' };

const branch = (name: string, op: string): SubgraphSpec => ({
  name, tensors: [int8('a'), int8('b'), int8('c')], operators: [{ op, inputs: [0, 1], outputs: [2] }], inputs: [0, 1], outputs: [2],
});

/** A branch that hands its second input through, and makes a result of it too. */
const passing: SubgraphSpec = {
  name: 'passing', tensors: [int8('a'), int8('b'), int8('c')], operators: [{ op: 'RELU', inputs: [0], outputs: [2] }], inputs: [0, 1], outputs: [1, 2],
};
const swapping: SubgraphSpec = { ...passing, name: 'swapping', operators: [{ op: 'MUL', inputs: [0, 1], outputs: [2] }], outputs: [2, 0] };

export const cases = [
  {
    name: 'add or multiply', invocations: 4,
    model: {
      tensors: [flag, int8('x'), int8('y'), int8('z')], operators: [{ op: 'IF', inputs: [0, 1, 2], outputs: [3], options: { then_subgraph_index: 1, else_subgraph_index: 2 } }],
      inputs: [0, 1, 2], outputs: [3], subgraphs: [branch('adds', 'ADD'), branch('multiplies', 'MUL')],
    },
  },
  {
    name: 'operands live on, results are used', invocations: 4,
    model: {
      tensors: [flag, int8('x'), int8('y'), int8('z'), int8('u'), int8('v')],
      operators: [
        { op: 'MUL', inputs: [1, 2], outputs: [3] },
        { op: 'IF', inputs: [0, 3, 2], outputs: [4], options: { then_subgraph_index: 1, else_subgraph_index: 2 } },
        { op: 'ADD', inputs: [4, 3], outputs: [5] },
      ],
      inputs: [0, 1, 2], outputs: [5, 4], subgraphs: [branch('adds', 'ADD'), branch('subtracts', 'SUB')],
    },
  },
  {
    name: 'two results, inputs handed through', invocations: 4,
    model: {
      tensors: [flag, int8('x'), int8('y'), int8('z'), int8('u')],
      operators: [{ op: 'IF', inputs: [0, 1, 2], outputs: [3, 4], options: { then_subgraph_index: 1, else_subgraph_index: 2 } }],
      inputs: [0, 1, 2], outputs: [3, 4], subgraphs: [passing, swapping],
    },
  },
  {
    name: 'an IF in an IF, a branch used twice', invocations: 6,
    model: {
      tensors: [flag, { ...flag, name: 'and_which' }, int8('x'), int8('y'), int8('z')],
      operators: [{ op: 'IF', inputs: [0, 1, 2, 3], outputs: [4], options: { then_subgraph_index: 1, else_subgraph_index: 4 } }],
      inputs: [0, 1, 2, 3], outputs: [4],
      subgraphs: [
        {
          name: 'inner', tensors: [flag, int8('x'), int8('y'), int8('z'), int8('w')],
          operators: [
            { op: 'IF', inputs: [0, 1, 2], outputs: [3], options: { then_subgraph_index: 2, else_subgraph_index: 3 } },
            { op: 'IF', inputs: [0, 3, 1], outputs: [4], options: { then_subgraph_index: 3, else_subgraph_index: 2 } },
          ],
          inputs: [0, 1, 2], outputs: [4],
        },
        branch('adds', 'ADD'), branch('multiplies', 'MUL'),
        { name: 'neither', tensors: [flag, int8('x'), int8('y'), int8('z')], operators: [{ op: 'SUB', inputs: [1, 2], outputs: [3] }], inputs: [0, 1, 2], outputs: [3] },
      ],
    },
  },
  {
    name: 'a condition that is no bool', refused: 'a condition of one bool',
    model: {
      tensors: [int8('which', [1]), int8('x'), int8('y'), int8('z')], operators: [{ op: 'IF', inputs: [0, 1, 2], outputs: [3], options: { then_subgraph_index: 1, else_subgraph_index: 2 } }],
      inputs: [0, 1, 2], outputs: [3], subgraphs: [branch('adds', 'ADD'), branch('multiplies', 'MUL')],
    },
  },
  {
    name: 'a branch with other inputs', refused: 'as many inputs after the condition as the sub-graph "adds" has',
    model: {
      tensors: [flag, int8('x'), int8('z')], operators: [{ op: 'IF', inputs: [0, 1], outputs: [2], options: { then_subgraph_index: 1, else_subgraph_index: 2 } }],
      inputs: [0, 1], outputs: [2], subgraphs: [branch('adds', 'ADD'), branch('multiplies', 'MUL')],
    },
  },
];
