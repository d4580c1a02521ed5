import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const args = (type: TensorSpec['type'], left: readonly number[], right: readonly number[]): OpCase => ({
  name: `${type}, [${left.join(', ')}] and [${right.join(', ')}]`, fills: [left, right],
  model: {
    tensors: [{ name: 'a', type, shape: [left.length] }, { name: 'b', type, shape: [right.length] }, { name: 'y', type, shape: [Math.max(left.length, right.length)] }],
    operators: [{ op: 'BROADCAST_ARGS', inputs: [0, 1], outputs: [2] }], inputs: [0, 1], outputs: [2],
  },
});

export const cases = [
  args('int32', [1, 3], [2, 1]), args('int32', [4], [2, 3, 1]), args('int32', [5, 1, 4], [4]), args('int64', [1, 1], [7, 2]), args('int64', [6], [1]),
];
