import type { OpCase } from '../support/op_cases.js';

function where(name: string, shape: readonly number[], condition: readonly number[], rows: number): OpCase {
  return {
    name, oracle: 'tensorflow',
    model: {
      tensors: [
        { name: 'c', type: 'bool', shape, data: condition }, { name: 'y', type: 'int64', shape: [rows, shape.length] },
        { name: 'x', type: 'float32', shape: [1] }, { name: 'z', type: 'float32', shape: [1] },
      ],
      operators: [{ op: 'WHERE', inputs: [0], outputs: [1] }, { op: 'RELU', inputs: [2], outputs: [3] }], inputs: [2], outputs: [1, 3],
    },
  };
}

export const cases = [
  where('a list', [5], [0, 1, 1, 0, 1], 3), where('two dimensions', [2, 3], [1, 0, 0, 0, 1, 1], 3), where('three dimensions', [2, 2, 3], [0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1], 4),
  where('everything', [1, 2], [1, 1], 2), where('one of one', [1], [1], 1),
];
