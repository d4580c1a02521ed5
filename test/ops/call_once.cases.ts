import type { ModelSpec, TensorSpec } from '../support/make_model.js';

const int8 = (name: string, more: Partial<TensorSpec> = {}): TensorSpec => ({ name, shape: [6], type: 'int8', scales: [0.1], zeroPoints: [-5], ...more });
const handle: TensorSpec = { name: 'handle', shape: [1], type: 'resource' };
const varHandle = { op: 'VAR_HANDLE', inputs: [], outputs: [0], options: { container: '', shared_name: 'total' } };

const started: ModelSpec = {
  tensors: [handle, int8('x'), int8('before'), int8('after')],
  operators: [
    { op: 'CALL_ONCE', inputs: [], outputs: [], options: { init_subgraph_index: 1 } },
    varHandle,
    { op: 'READ_VARIABLE', inputs: [0], outputs: [2] },
    { op: 'ADD', inputs: [1, 2], outputs: [3] },
    { op: 'ASSIGN_VARIABLE', inputs: [0, 3], outputs: [] },
  ],
  inputs: [1], outputs: [3],
  subgraphs: [{
    name: 'initialise', tensors: [handle, int8('start', { data: [5, -20, 100, 127, -128, 0] })],
    operators: [varHandle, { op: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [] }], inputs: [], outputs: [],
  }],
};

export const cases = [{ name: 'a variable that starts with numbers', invocations: 4, model: started }];
