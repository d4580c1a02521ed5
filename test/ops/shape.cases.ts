import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const shapeOf = (type: TensorSpec['type'], shape: readonly number[]): OpCase => ({
  name: `${type}, rank ${shape.length}`,
  model: {
    tensors: [{ name: 'x', type, shape, ...(type === 'int8' ? { scales: [0.1], zeroPoints: [0] } : {}) }, { name: 'y', type: 'int32', shape: [shape.length] }],
    operators: [{ op: 'SHAPE', inputs: [0], outputs: [1], options: { out_type: 2 } }], inputs: [0], outputs: [1],
  },
});

export const cases = [shapeOf('int8', [2, 3, 1, 5]), shapeOf('float32', [7]), shapeOf('int64', [1, 2])];
