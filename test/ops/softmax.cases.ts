import type { OpCase } from '../support/op_cases.js';

function softmax(name: string, shape: readonly number[], scale: number, zeroPoint: number, beta = 1): OpCase {
  return {
    name,
    model: {
      tensors: [
        { name: 'x', type: 'int8', shape: [...shape], scales: [scale], zeroPoints: [zeroPoint] },
        { name: 'y', type: 'int8', shape: [...shape], scales: [1 / 256], zeroPoints: [-128] },
      ],
      inputs: [0], outputs: [1], operators: [{ op: 'SOFTMAX', version: 2, inputs: [0], outputs: [1], options: { beta } }],
    },
  };
}

function wide(name: string, shape: readonly number[], scale: number, zeroPoint: number): OpCase {
  return {
    name,
    model: {
      tensors: [
        { name: 'x', type: 'int8', shape: [...shape], scales: [scale], zeroPoints: [zeroPoint] },
        { name: 'y', type: 'int16', shape: [...shape], scales: [1 / 65536], zeroPoints: [-32768] },
      ],
      inputs: [0], outputs: [1], operators: [{ op: 'SOFTMAX', version: 2, inputs: [0], outputs: [1], options: { beta: 1 } }],
    },
  };
}

function real(name: string, shape: readonly number[], beta: number): OpCase {
  return {
    name,
    model: {
      tensors: [{ name: 'x', type: 'float32', shape: [...shape] }, { name: 'y', type: 'float32', shape: [...shape] }],
      inputs: [0], outputs: [1], operators: [{ op: 'SOFTMAX', version: 1, inputs: [0], outputs: [1], options: { beta } }],
    },
  };
}

export const cases: readonly OpCase[] = [
  wide('int8 to int16, a usual scale', [4, 12], 0.0847, 25),
  wide('int8 to int16, two classes', [3, 2], 0.2, -128),
  real('float32', [5, 11], 1),
  real('float32, beta 3, rank 4', [1, 2, 3, 4], 3),
  softmax('int8, a small scale', [1, 10], 0.003, 4),
  softmax('int8, a usual scale', [8, 12], 0.0847, 25),
  softmax('int8, a large scale', [4, 33], 1.7, -128),
  softmax('int8, one class', [3, 1], 0.1, 0),
  softmax('int8, rank 4', [1, 3, 3, 5], 0.05, 7),
  softmax('int8, beta 2', [2, 16], 0.06, 0, 2),
];
