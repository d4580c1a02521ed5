import type { ModelSpec, TensorSpec } from '../support/make_model.js';

const int8 = (name: string, more: Partial<TensorSpec> = {}): TensorSpec => ({ name, shape: [6], type: 'int8', scales: [0.1], zeroPoints: [-5], ...more });
const handle: TensorSpec = { name: 'handle', shape: [1], type: 'resource' };
const varHandle = (tensor: number, name: string) => ({ op: 'VAR_HANDLE', inputs: [], outputs: [tensor], options: { container: '', shared_name: name } });

/** Adds the input to what it kept from the run before. */
const accumulator: ModelSpec = {
  tensors: [handle, int8('x'), int8('before'), int8('after')],
  operators: [
    varHandle(0, 'total'),
    { op: 'READ_VARIABLE', inputs: [0], outputs: [2] },
    { op: 'ADD', inputs: [1, 2], outputs: [3] },
    { op: 'ASSIGN_VARIABLE', inputs: [0, 3], outputs: [] },
  ],
  inputs: [1], outputs: [3],
};

export const cases = [
  { name: 'an accumulator', invocations: 5, model: accumulator },
  {
    name: 'read before and after the assignment', invocations: 4,
    model: {
      tensors: [handle, int8('x'), int8('before'), int8('after'), { ...handle, name: 'again' }],
      operators: [
        varHandle(0, 'kept'), varHandle(4, 'kept'),
        { op: 'READ_VARIABLE', inputs: [0], outputs: [2] },
        { op: 'ASSIGN_VARIABLE', inputs: [4, 1], outputs: [] },
        { op: 'READ_VARIABLE', inputs: [4], outputs: [3] },
      ],
      inputs: [1], outputs: [2, 3],
    },
  },
  {
    name: 'two variables that trade places, float32', invocations: 4,
    model: {
      tensors: [handle, { ...handle, name: 'other' }, { name: 'x', shape: [3], type: 'float32' }, { name: 'a', shape: [3], type: 'float32' }, { name: 'b', shape: [3], type: 'float32' }],
      operators: [
        varHandle(0, 'first'), varHandle(1, 'second'),
        { op: 'READ_VARIABLE', inputs: [0], outputs: [3] },
        { op: 'READ_VARIABLE', inputs: [1], outputs: [4] },
        { op: 'ASSIGN_VARIABLE', inputs: [0, 4], outputs: [] },
        { op: 'ASSIGN_VARIABLE', inputs: [1, 2], outputs: [] },
      ],
      inputs: [2], outputs: [3, 4],
    },
  },
  {
    name: 'handed on to the branches of an IF', invocations: 6,
    model: {
      tensors: [handle, { name: 'which', shape: [1], type: 'bool' }, int8('x'), int8('y')],
      operators: [
        // TFLM makes room for a variable where it is assigned by a handle of the same sub-graph.
        { op: 'CALL_ONCE', inputs: [], outputs: [], options: { init_subgraph_index: 3 } },
        varHandle(0, 'total'), { op: 'IF', inputs: [1, 0, 2], outputs: [3], options: { then_subgraph_index: 1, else_subgraph_index: 2 } },
      ],
      inputs: [1, 2], outputs: [3],
      subgraphs: [
        { name: 'keep', tensors: [handle, int8('x'), int8('before')], operators: [{ op: 'READ_VARIABLE', inputs: [0], outputs: [2] }, { op: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [] }], inputs: [0, 1], outputs: [2] },
        { name: 'look', tensors: [handle, int8('x'), int8('before')], operators: [{ op: 'READ_VARIABLE', inputs: [0], outputs: [2] }], inputs: [0, 1], outputs: [2] },
        { name: 'start', tensors: [handle, int8('first', { data: [9, 8, 7, 6, 5, 4] })], operators: [varHandle(0, 'total'), { op: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [] }], inputs: [], outputs: [] },
      ],
    },
  },
] satisfies readonly { readonly name: string; readonly invocations: number; readonly model: ModelSpec }[];
