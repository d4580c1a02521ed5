import { integers, reals, type Fill } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Sequence { readonly batches?: number; readonly steps?: number; readonly depth?: number; readonly units?: number; readonly timeMajor?: boolean; readonly activation?: number; readonly weights?: 'float32' | 'int8'; readonly asymmetric?: boolean; readonly fill?: Fill }

const none = 0, relu = 1, reluN1To1 = 2, relu6 = 3, tanh = 4;

function rnn(name: string, s: Sequence, changes: Readonly<Record<string, Partial<TensorSpec>>> = {}, refused?: string): OpCase {
  const { batches = 2, steps = 3, depth = 4, units = 5, timeMajor = false, activation = tanh, weights = 'float32', asymmetric = false, fill } = s, places = timeMajor ? [steps, batches] : [batches, steps];
  const matrix = (label: string, columns: number, scale: number): TensorSpec => ({
    name: label, type: weights, shape: [units, columns],
    ...(weights === 'float32' ? { data: reals(`${name} ${label}`, units * columns, -0.5, 0.5) } : { data: integers(`${name} ${label}`, units * columns, -127, 127), scales: [scale], zeroPoints: [0] }),
  });
  const tensors: TensorSpec[] = [
    { name: 'x', type: 'float32', shape: [...places, depth] }, matrix('weights', depth, 0.0047), matrix('recurrent', units, 0.0031),
    { name: 'bias', type: 'float32', shape: [units], data: reals(`${name} bias`, units, -1, 1) }, { name: 'hidden', type: 'float32', shape: [batches, units], variable: true },
    { name: 'y', type: 'float32', shape: [...places, units] },
  ];
  return {
    name, oracle: 'tensorflow', invocations: 3, ...(fill === undefined ? {} : { fills: [fill] }), ...(refused === undefined ? {} : { refused }),
    model: {
      tensors: tensors.map((tensor) => ({ ...tensor, ...changes[tensor.name] })), inputs: [0], outputs: [5],
      operators: [{ op: 'UNIDIRECTIONAL_SEQUENCE_RNN', version: 3, inputs: [0, 1, 2, 3, 4], outputs: [5], options: { time_major: timeMajor, fused_activation_function: activation, asymmetric_quantize_inputs: asymmetric } }],
    },
  };
}

const hybrid: Sequence = { weights: 'int8' };

export const cases: readonly OpCase[] = [
  rnn('float32', {}), rnn('float32, time first', { timeMajor: true }), rnn('float32, one of each', { batches: 1, steps: 1, depth: 1, units: 1 }),
  rnn('float32, RELU', { activation: relu }), rnn('float32, RELU_N1_TO_1', { activation: reluN1To1, depth: 7 }), rnn('float32, RELU6', { activation: relu6 }), rnn('float32, as it is', { activation: none, steps: 2 }),
  rnn('int8 weights', hybrid), rnn('int8 weights, time first, RELU', { ...hybrid, timeMajor: true, activation: relu, depth: 9 }), rnn('int8 weights, one of each', { ...hybrid, batches: 1, steps: 1, depth: 1, units: 1 }),
  rnn('int8 weights, zeros', { ...hybrid, fill: 'zero' }), rnn('int8 weights, halves', { ...hybrid, activation: relu6, fill: [127, 0.5, 1.5, -2.5, 63.5, -0.5, 126.5] }),
  rnn('int8 weights, zero points', { ...hybrid, asymmetric: true }), rnn('int8 weights, zero points, time first', { ...hybrid, asymmetric: true, timeMajor: true, activation: relu, units: 3 }),
  rnn('int8 weights, zero points, no negative numbers', { ...hybrid, asymmetric: true, fill: { low: 1, high: 6 } }), rnn('int8 weights, zero points, no positive numbers', { ...hybrid, asymmetric: true, fill: { low: -3, high: -1 } }),
  rnn('int8 weights, zero points, mostly negative', { ...hybrid, asymmetric: true, depth: 11, fill: { low: -5, high: 0.7 } }), rnn('int8 weights, zero points, zeros', { ...hybrid, asymmetric: true, fill: 'zero' }),
  rnn('weights of two types', {}, { recurrent: { type: 'int8', data: integers('r', 25, -9, 9), scales: [0.1], zeroPoints: [0] } }, 'weights of float32, or of int8'),
  rnn('a hidden state of another size', {}, { hidden: { shape: [1, 5] } }, 'of shapes [5, 4] [5, 5] [5] [2, 5]'),
  rnn('recurrent weights of another size', {}, { recurrent: { shape: [5, 4], data: reals('r', 20, -1, 1) } }, 'of shapes [5, 4]'),
];
