import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

function update(name: string, type: TensorSpec['type'], operand: readonly number[], block: readonly number[], start: readonly number[], indices: 'int32' | 'int64' = 'int32'): OpCase {
  const q = type === 'int8' ? { scales: [0.1], zeroPoints: [2] } : type === 'int16' ? { scales: [0.01], zeroPoints: [0] } : {};
  return {
    name: `${type}, ${name}`, fills: ['random', 'random', start], invocations: 2,
    model: {
      tensors: [{ name: 'x', type, shape: operand, ...q }, { name: 'u', type, shape: block, ...q }, { name: 'i', type: indices, shape: [operand.length] }, { name: 'y', type, shape: operand, ...q }],
      operators: [{ op: 'DYNAMIC_UPDATE_SLICE', inputs: [0, 1, 2], outputs: [3] }], inputs: [0, 1, 2], outputs: [3],
    },
  };
}

export const cases = [
  update('inside', 'int8', [4, 5], [2, 3], [1, 2]),
  update('beyond the end and before the start', 'float32', [4, 5], [2, 3], [7, -3]),
  update('indices of 64 bits', 'int32', [3, 2, 4], [1, 2, 2], [2, 0, 1], 'int64'),
  update('all of it', 'int8', [3, 2], [3, 2], [1, 1]),
  update('one dimension', 'float32', [9], [4], [3]),
];
