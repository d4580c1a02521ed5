import type { OperatorSpec, SubgraphSpec, TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const count = (name: string): TensorSpec => ({ name, shape: [1], type: 'float32' });
const int8 = (name: string, shape: readonly number[] = [2, 3]): TensorSpec => ({ name, shape, type: 'int8', scales: [0.05], zeroPoints: [3] });
const done: TensorSpec = { name: 'goes on', shape: [1], type: 'bool' };
const loop = (inputs: readonly number[], outputs: readonly number[], cond = 1): OperatorSpec => ({ op: 'WHILE', inputs, outputs, options: { cond_subgraph_index: cond, body_subgraph_index: cond + 1 } });

/** While the first value is below `limit`. */
const below = (limit: number, others: readonly TensorSpec[] = [int8('x')]): SubgraphSpec => ({
  name: `below ${limit}`, tensors: [count('i'), { ...count('limit'), data: [limit] }, done, ...others],
  operators: [{ op: 'LESS', inputs: [0, 1], outputs: [2] }], inputs: [0, ...others.map((_, at) => at + 3)], outputs: [2],
});
/** i + 1, and x combined with itself. */
const step = (op: string): SubgraphSpec => ({
  name: `step of ${op}`, tensors: [count('i'), { ...count('one'), data: [1] }, count('next'), int8('x'), int8('after')],
  operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }, { op, inputs: [3, 3], outputs: [4] }], inputs: [0, 3], outputs: [2, 4],
});
const outer = [count('i'), int8('x'), count('i after'), int8('x after')];

export const cases: readonly OpCase[] = [
  {
    name: 'a counter and a value', invocations: 3, fills: [[0, 2, 4.5], 'random'],
    model: { tensors: outer, operators: [loop([0, 1], [2, 3])], inputs: [0, 1], outputs: [2, 3], subgraphs: [below(5), step('MUL')] },
  },
  {
    name: 'not once', invocations: 2, fills: [[7, 8], 'random'],
    model: { tensors: outer, operators: [loop([0, 1], [2, 3])], inputs: [0, 1], outputs: [2, 3], subgraphs: [below(5), step('ADD')] },
  },
  {
    name: 'operands live on, results are used', invocations: 2, fills: [[0, 3], 'random'],
    model: {
      tensors: [...outer, int8('y'), int8('z')], operators: [{ op: 'SUB', inputs: [1, 1], outputs: [4] }, loop([0, 1], [2, 3]), { op: 'ADD', inputs: [3, 1], outputs: [5] }],
      inputs: [0, 1], outputs: [5, 4, 2], subgraphs: [below(4), step('MUL')],
    },
  },
  {
    name: 'values that swap places', invocations: 2, fills: [[0, 1], 'random', 'random'],
    model: {
      tensors: [count('i'), int8('x'), int8('y'), count('i after'), int8('x after'), int8('y after')], operators: [loop([0, 1, 2], [3, 4, 5])], inputs: [0, 1, 2], outputs: [3, 4, 5],
      subgraphs: [below(4, [int8('x'), int8('y')]), {
        name: 'swap', tensors: [count('i'), { ...count('one'), data: [1] }, count('next'), int8('x'), int8('y')], operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }], inputs: [0, 3, 4], outputs: [2, 4, 3],
      }],
    },
  },
  {
    name: 'a loop in a loop', invocations: 2, fills: [[0, 1], 'random'],
    model: {
      tensors: outer, operators: [loop([0, 1], [2, 3])], inputs: [0, 1], outputs: [2, 3],
      subgraphs: [below(3), {
        name: 'outer body', tensors: [count('i'), { ...count('one'), data: [1] }, count('next'), int8('x'), { ...count('zero'), data: [0] }, count('inner count'), int8('after')],
        operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }, loop([4, 3], [5, 6], 3)], inputs: [0, 3], outputs: [2, 6],
      }, below(2), step('MUL')],
    },
  },
  {
    name: 'a body with fewer inputs', refused: 'as many inputs as the sub-graph "step" has',
    model: {
      tensors: outer, operators: [loop([0, 1], [2, 3])], inputs: [0, 1], outputs: [2, 3],
      subgraphs: [below(5), { name: 'step', tensors: [count('i'), count('next')], operators: [{ op: 'ADD', inputs: [0, 0], outputs: [1] }], inputs: [0], outputs: [1] }],
    },
  },
];
