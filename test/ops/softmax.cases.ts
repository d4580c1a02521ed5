import type { TensorSpec } from '../support/make_model.js';
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

function wide(name: string, shape: readonly number[], scale: number, zeroPoint: number, outputScale = 1 / 65536): OpCase {
  return {
    name,
    model: {
      tensors: [
        { name: 'x', type: 'int8', shape: [...shape], scales: [scale], zeroPoints: [zeroPoint] },
        { name: 'y', type: 'int16', shape: [...shape], scales: [outputScale], zeroPoints: [-32768] },
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

/** int16 in and out. */
function short(name: string, shape: readonly number[], scale: number, beta = 1, outputScale = 1 / 32768): OpCase {
  const entry = softmax(name, shape, scale, 0, beta);
  return { ...entry, model: { ...entry.model, tensors: entry.model.tensors.map((tensor, at): TensorSpec => ({ ...tensor, type: 'int16', zeroPoints: [0], ...(at === 1 ? { scales: [outputScale] } : {}) })) } };
}

/** With one of the two tensors changed to what the kernels do not take. */
function refused(name: string, entry: OpCase, text: string, changed: 'x' | 'y', changes: Partial<TensorSpec>): OpCase {
  return { ...entry, name, refused: text, model: { ...entry.model, tensors: entry.model.tensors.map((tensor) => (tensor.name === changed ? { ...tensor, ...changes } : tensor)) } };
}

const plain = softmax('', [2, 9], 0.1, 0);

export const cases: readonly OpCase[] = [
  short('int16, a small scale', [3, 11], 0.00003),
  short('int16, a usual scale', [5, 40], 0.00025),
  short('int16, a large scale', [5, 40], 0.01),
  short('int16, a huge scale', [2, 7], 40),
  short('int16, one class', [3, 1], 0.001),
  short('int16, rank 1', [9], 0.0004),
  short('int16, rank 4, beta 2', [1, 2, 3, 5], 0.0002, 2),
  short('int16, beta below 0', [2, 6], 0.0002, -1),
  short('int16, an output scale just near enough', [4, 9], 0.0003, 1, Math.fround(1 / 32768) * 1.0009),
  { ...short('int16, equal numbers', [1, 700], 0.001), fills: [[123]] },
  { ...short('int16, the ends', [2, 6], 0.0001), fills: [[-32768, 32767, 32767, -32768, 0, 32766]] },
  softmax('int8, rank 1', [12], 0.07, 3),
  softmax('int8, rank 6', [1, 2, 1, 3, 1, 4], 0.07, 3),
  softmax('int8, a tiny scale', [2, 8], 1e-7, 0),
  wide('int8 to int16, an output scale just near enough', [4, 9], 0.06, 3, Math.fround(1 / 65536) * 0.9991),
  refused('int8, output zero point', plain, 'zero point of -128', 'y', { zeroPoints: [-127] }),
  refused('int8, output scale 1/255', plain, 'scale of 1/256', 'y', { scales: [1 / 255] }),
  refused('int8 to int16, output scale 1/32768', plain, 'scale of 1/65536', 'y', { type: 'int16', scales: [1 / 32768], zeroPoints: [-32768] }),
  refused('int8 to int16, output zero point', plain, 'zero point of -32768', 'y', { type: 'int16', scales: [1 / 65536], zeroPoints: [0] }),
  refused('int8 to int16, output scale too far', plain, 'scale of 1/65536', 'y', { type: 'int16', scales: [1.002 / 65536], zeroPoints: [-32768] }),
  refused('int8 to float32', plain, 'i8 -> f32', 'y', { type: 'float32', scales: [], zeroPoints: [] }),
  refused('int16 to int8', plain, 'i16 -> i8', 'x', { type: 'int16' }),
  refused('int16, output zero point', short('', [2, 9], 0.001), 'zero point of 0', 'y', { zeroPoints: [1] }),
  refused('int16, input zero point', short('', [2, 9], 0.001), 'zero point of 0', 'x', { zeroPoints: [1] }),
  refused('int16, output scale too far', short('', [2, 9], 0.001), 'scale of 1/32768', 'y', { scales: [1.002 / 32768] }),
  refused('int8, no dimension', softmax('', [], 0.1, 0), 'at least one dimension', 'y', {}),
  { ...softmax('int8, beta 0', [2, 9], 0.1, 0, 0), refused: 'above 2^-26' },
  { ...softmax('int8, beta below 0', [2, 9], 0.1, 0, -1), refused: 'above 2^-26' },
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
