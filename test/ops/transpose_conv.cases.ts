import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

const same = 0, valid = 1;

interface Layer {
  readonly type: 'int8' | 'int16' | 'float32';
  readonly input: readonly number[];
  /** [outputs][height][width][inputs] */
  readonly filter: readonly number[];
  readonly output: readonly number[];
  readonly padding: number;
  readonly strides: readonly [number, number];
  readonly perTensor?: boolean;
  readonly bias?: 'int64' | 'int16' | 'int32' | null;
  readonly options?: Readonly<Record<string, number>>;
}

function layer(name: string, l: Layer): OpCase {
  const [outputs = 1] = l.filter, size = l.filter.reduce((a, b) => a * b, 1), float = l.type === 'float32';
  const scales = Array.from({ length: l.perTensor ? 1 : outputs }, (_, at) => [0.0173, 0.0041, 0.031, 0.00087][at % 4] ?? 1), zeroPoints = scales.map(() => 0);
  const q = l.type === 'int8' ? { scales: [0.0431], zeroPoints: [-7] } : l.type === 'int16' ? { scales: [0.000317], zeroPoints: [0] } : {};
  const out = l.type === 'int8' ? { scales: [0.31], zeroPoints: [11] } : l.type === 'int16' ? { scales: [0.0031], zeroPoints: [0] } : {};
  const biasType = float ? 'float32' : l.bias ?? (l.type === 'int8' ? 'int32' : 'int64');
  const tensors: TensorSpec[] = [
    { name: 'shape', type: 'int32', shape: [4], data: l.output },
    { name: 'filter', shape: l.filter, ...(float ? { type: 'float32', data: reals(name, size, -1, 1) } : { type: 'int8', scales, zeroPoints, axis: 0, data: integers(name, size, -127, 127) }) },
    { name: 'input', type: l.type, shape: l.input, ...q }, { name: 'output', type: l.type, shape: l.output, ...out },
  ];
  if (l.bias !== null)
    tensors.push({
      name: 'bias', type: biasType, shape: [outputs], data: float ? reals('bias', outputs, -2, 2) : integers('bias', outputs, -9000, 9000),
      ...(float ? {} : { scales: scales.map((scale) => scale * (q.scales?.[0] ?? 1)), zeroPoints, axis: 0 }),
    });
  return {
    name: `${l.type}, ${name}`,
    model: {
      tensors, inputs: [2], outputs: [3],
      operators: [{ op: 'TRANSPOSE_CONV', version: 3, inputs: l.bias === null ? [0, 1, 2] : [0, 1, 2, 4], outputs: [3], options: { padding: l.padding, stride_h: l.strides[0], stride_w: l.strides[1], ...l.options } }],
    },
  };
}

const types = ['int8', 'int16', 'float32'] as const;

export const cases: readonly OpCase[] = [
  ...types.flatMap((type) => [
    layer('3 x 3, stride 2, SAME', { type, input: [2, 3, 4, 3], filter: [4, 3, 3, 3], output: [2, 6, 8, 4], padding: same, strides: [2, 2] }),
    layer('3 x 2, stride 2 x 3, VALID', { type, input: [1, 3, 3, 2], filter: [3, 3, 2, 2], output: [1, 7, 8, 3], padding: valid, strides: [2, 3] }),
    layer('stride above the filter', { type, input: [1, 2, 3, 2], filter: [2, 1, 2, 2], output: [1, 4, 9, 2], padding: same, strides: [2, 3] }),
    layer('stride 1', { type, input: [1, 4, 4, 1], filter: [1, 3, 3, 1], output: [1, 4, 4, 1], padding: same, strides: [1, 1] }),
    layer('one row, a long filter', { type, input: [1, 1, 5, 4], filter: [2, 1, 8, 4], output: [1, 1, 20, 2], padding: same, strides: [1, 4] }),
    layer('one scale', { type, input: [1, 2, 2, 2], filter: [3, 2, 2, 2], output: [1, 4, 4, 3], padding: valid, strides: [2, 2], perTensor: true }),
  ]),
  layer('no bias', { type: 'int8', input: [1, 2, 2, 2], filter: [3, 2, 2, 2], output: [1, 4, 4, 3], padding: valid, strides: [2, 2], bias: null }),
  layer('no bias', { type: 'float32', input: [1, 2, 2, 2], filter: [3, 2, 2, 2], output: [1, 4, 4, 3], padding: valid, strides: [2, 2], bias: null }),
  layer('bias of int16', { type: 'int16', input: [1, 2, 2, 2], filter: [3, 2, 2, 2], output: [1, 4, 4, 3], padding: valid, strides: [2, 2], bias: 'int16' }),
  ...types.map((type) => layer('RELU', { type, input: [1, 2, 2, 2], filter: [3, 2, 2, 2], output: [1, 4, 4, 3], padding: valid, strides: [2, 2], options: { fused_activation_function: 1 } })),
  layer('an output that is larger than what is reached', { type: 'int8', input: [1, 2, 2, 1], filter: [2, 2, 2, 1], output: [1, 7, 6, 2], padding: valid, strides: [2, 2] }),
];
