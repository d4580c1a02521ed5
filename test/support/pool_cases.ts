/** The cases that AVERAGE_POOL_2D and MAX_POOL_2D share: they differ in nothing but what they do with a window. */
import type { OpCase } from './op_cases.js';
import type { ModelSpec, TensorSpec } from './make_model.js';

type Part = Omit<TensorSpec, 'name'>;
const same = 0, valid = 1, relu = 1, reluN1To1 = 2, relu6 = 3;

function pool(op: string, input: Part, output: Part, options: Readonly<Record<string, number>>): ModelSpec {
  return {
    tensors: [{ name: 'input', ...input }, { name: 'output', ...output }], inputs: [0], outputs: [1],
    operators: [{ op, version: 2, inputs: [0], outputs: [1], options: { padding: valid, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2, ...options } }],
  };
}

export function poolCases(op: string): readonly OpCase[] {
  const int8 = { type: 'int8', scales: [0.0431], zeroPoints: [-7] } as const;
  const int16 = { type: 'int16', scales: [0.000317], zeroPoints: [0] } as const;
  const float = { type: 'float32' } as const;
  const even = (part: Omit<Part, 'shape'>, options = {}): ModelSpec => pool(op, { ...part, shape: [1, 6, 8, 3] }, { ...part, shape: [1, 3, 4, 3] }, options);
  // 7 x 5 in steps of 3 x 2: the windows at every edge are cut, and the padding is odd.
  const cut = (part: Omit<Part, 'shape'>, options = {}): ModelSpec =>
    pool(op, { ...part, shape: [2, 7, 5, 3] }, { ...part, shape: [2, 3, 3, 3] }, { padding: same, stride_h: 3, filter_height: 4, filter_width: 3, ...options });
  return [
    { name: 'int8', model: even(int8) },
    { name: 'int8, lowest input', model: even(int8), fills: ['min'] },
    { name: 'int8, highest input', model: even(int8), fills: ['max'] },
    { name: 'int8, small values: halves of both signs', model: even(int8), fills: [{ low: -2, high: 2 }] },
    { name: 'int8, SAME, batch of 2', model: cut(int8) },
    { name: 'int8, SAME, small values', model: cut(int8), fills: [{ low: -2, high: 2 }] },
    { name: 'int8, ReLU', model: cut(int8, { fused_activation_function: relu }) },
    { name: 'int8, ReLU -1 to 1', model: even(int8, { fused_activation_function: reluN1To1 }) },
    { name: 'int8, ReLU6', model: even({ ...int8, scales: [0.1] }, { fused_activation_function: relu6 }) },
    { name: 'int8, the whole input', model: pool(op, { ...int8, shape: [1, 25, 5, 4] }, { ...int8, shape: [1, 1, 1, 4] }, { filter_height: 25, filter_width: 5 }) },
    { name: 'int8, 21 channels, SAME', model: pool(op, { ...int8, shape: [1, 4, 5, 21] }, { ...int8, shape: [1, 2, 3, 21] }, { padding: same, filter_height: 3 }) },
    { name: 'int8, windows that overlap', model: pool(op, { ...int8, shape: [1, 6, 6, 2] }, { ...int8, shape: [1, 4, 4, 2] }, { stride_w: 1, stride_h: 1, filter_width: 3, filter_height: 3 }) },
    { name: 'int16', model: even(int16) },
    { name: 'int16, SAME, ReLU6', model: cut(int16, { fused_activation_function: relu6 }) },
    { name: 'float32', model: even(float) },
    { name: 'float32, SAME', model: cut(float) },
    { name: 'float32, ReLU', model: cut(float, { fused_activation_function: relu }) },
    { name: 'float32, ReLU6', model: even(float, { fused_activation_function: relu6 }) },
    { name: 'int8, one element', model: pool(op, { ...int8, shape: [1, 1, 1, 1] }, { ...int8, shape: [1, 1, 1, 1] }, { padding: same }) },
    { name: 'int8, SIGN_BIT is left out', model: even(int8, { fused_activation_function: 5 }) },
    { name: 'int8, zero point at the end', model: cut({ ...int8, zeroPoints: [127] }, { fused_activation_function: relu }) },
    { name: 'int8, output of almost the scale', model: pool(op, { ...int8, shape: [1, 2, 2, 3] }, { ...int8, shape: [1, 1, 1, 3], scales: [0.0431009] }, {}) },
    { name: 'int16, a zero point', model: cut({ ...int16, zeroPoints: [500] }, { fused_activation_function: relu }) },
    { name: 'int16, ReLU -1 to 1', model: even(int16, { fused_activation_function: reluN1To1 }) },
    { name: 'float32, ReLU -1 to 1', model: even(float, { fused_activation_function: reluN1To1 }) },
    { name: 'float32, a window larger than the input', model: pool(op, { ...float, shape: [1, 2, 2, 1] }, { ...float, shape: [1, 1, 1, 1] }, { padding: same, filter_height: 5, filter_width: 5 }) },
    { name: 'uint8', refused: 'int8, int16 or float32', model: even({ type: 'uint8', scales: [0.1], zeroPoints: [3] }) },
    { name: 'int32', refused: 'int8, int16 or float32', model: even({ type: 'int32' }) },
    { name: 'int8 to int16', refused: 'int8, int16 or float32', model: pool(op, { ...int8, shape: [1, 2, 2, 3] }, { ...int16, shape: [1, 1, 1, 3] }, {}) },
    { name: 'int16, output of another scale', refused: 'the same scale and zero point', model: pool(op, { ...int16, shape: [1, 2, 2, 3] }, { ...int16, shape: [1, 1, 1, 3], scales: [0.5] }, {}) },
    {
      name: 'int8, output of another zero point', refused: 'the same scale and zero point',
      model: pool(op, { ...int8, shape: [1, 2, 2, 3] }, { ...int8, shape: [1, 1, 1, 3], zeroPoints: [3] }, {}),
    },
    {
      name: 'int8, output of another scale', refused: 'the same scale and zero point',
      model: pool(op, { ...int8, shape: [1, 2, 2, 3] }, { ...int8, shape: [1, 1, 1, 3], scales: [0.05] }, {}),
    },
  ];
}
