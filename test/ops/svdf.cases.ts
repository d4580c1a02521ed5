import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Filter { readonly batches: number; readonly depth: number; readonly filters: number; readonly memory: number; readonly rank: number }

/** State of int8 or int16 under an int8 input, or all of float32. */
function svdf(name: string, state: 'int8' | 'int16' | 'float32', g: Filter, scales: { readonly state: number; readonly time: number; readonly zeroPoint?: number; readonly output?: number; readonly bias?: number }, activation = 1): OpCase {
  const real = state === 'float32', type = real ? 'float32' : 'int8', units = g.filters / g.rank, range = state === 'int16' ? 3000 : 127;
  const quantized = (scale: number, zeroPoint: number): Partial<TensorSpec> => (real ? {} : { scales: [scale], zeroPoints: [zeroPoint] });
  const weights = (label: string, count: number, limit: number) => (real ? reals(label, count, -1, 1) : integers(label, count, -limit, limit));
  return {
    name, invocations: 5, ...(real ? { tolerance: { atol: 1e-5, rtol: 1e-5 } } : {}),
    model: {
      tensors: [
        { name: 'input', type, shape: [g.batches, g.depth], ...quantized(0.05, -4) },
        { name: 'features', type, shape: [g.filters, g.depth], data: weights(`${name} features`, g.filters * g.depth, 127), ...quantized(0.02, 0) },
        { name: 'time', type: state, shape: [g.filters, g.memory], data: weights(`${name} time`, g.filters * g.memory, range), ...quantized(scales.time, 0) },
        { name: 'bias', type: real ? 'float32' : 'int32', shape: [units], data: real ? reals(`${name} bias`, units, -1, 1) : integers(`${name} bias`, units, -2000, 2000), ...quantized(scales.bias ?? scales.state * scales.time, 0) },
        { name: 'state', type: state, shape: [g.batches, g.filters * g.memory], variable: true, ...quantized(scales.state, scales.zeroPoint ?? 0) },
        { name: 'output', type, shape: [g.batches, units], ...quantized(scales.output ?? 0.3, 10) },
      ],
      inputs: [0], outputs: [5],
      operators: [{ op: 'SVDF', version: 3, inputs: [0, 1, 2, 3, 4], outputs: [5], options: { rank: g.rank, fused_activation_function: activation } }],
    },
  };
}

const small: Filter = { batches: 1, depth: 6, filters: 4, memory: 5, rank: 2 }, scales = { state: 0.002, time: 0.0005 };

/** With tensors changed to what the kernel does not take. */
function refused(name: string, text: string, changes: Readonly<Record<string, Partial<TensorSpec>>>, entry = svdf('', 'int16', small, scales)): OpCase {
  return { ...entry, name, invocations: 1, refused: text, model: { ...entry.model, tensors: entry.model.tensors.map((tensor) => ({ ...tensor, ...changes[tensor.name] })) } };
}

export const cases: readonly OpCase[] = [
  ...[0, 1, 2, 3, 4, 5].map((activation) => svdf(`float32, activation ${activation}`, 'float32', small, { state: 1, time: 1 }, activation)),
  svdf('int8, the activation is left out', 'int16', small, scales, 3),
  svdf('int8, memory of one step', 'int16', { ...small, memory: 1 }, scales),
  svdf('int8, one unit', 'int16', { ...small, rank: 4 }, scales),
  svdf('int8, state scale above one', 'int16', small, { state: 1e-7, time: 0.0005, output: 1e-6 }),
  svdf('int8, int8 state, output scale above one', 'int8', small, { state: 0.1, time: 0.02, output: 1e-5 }),
  svdf('int8, bias of almost the right scale', 'int16', small, { ...scales, bias: 1.09e-5 }),
  svdf('int8, three batches, int8 state', 'int8', { ...small, batches: 3 }, { state: 0.1, time: 0.02 }),
  svdf('float32, memory of two steps, three batches', 'float32', { ...small, batches: 3, memory: 2 }, { state: 1, time: 1 }),
  refused('int8, bias of another scale', 'the product of the scales of state and time weights', { bias: { scales: [0.001] } }),
  refused('int8, bias without a scale', 'the product of the scales of state and time weights', { bias: { scales: [], zeroPoints: [] } }, svdf('', 'int8', small, { state: 0.1, time: 0.02 })),
  refused('int8, float32 state', 'time weights and state of int8 or int16', { state: { type: 'float32', scales: [], zeroPoints: [] } }),
  refused('int8, float32 features', 'time weights and state of int8 or int16', { features: { type: 'float32', data: reals('features', 24, -1, 1), scales: [], zeroPoints: [] } }),
  refused('int8 to int16', 'time weights and state of int8 or int16', { output: { type: 'int16' } }),
  refused('int16 input', 'time weights and state of int8 or int16', { input: { type: 'int16' } }),
  refused('a rank that does not divide the filters', 'a multiple of the rank', {}, svdf('', 'int16', { ...small, rank: 3 }, scales)),
  refused('a state that is no variable', 'a variable tensor as activation state', { state: { variable: false } }),
  refused('another output shape', 'of shapes', { output: { shape: [1, 3] } }),
  svdf('int8, int16 state', 'int16', { batches: 1, depth: 12, filters: 8, memory: 6, rank: 2 }, { state: 0.002, time: 0.0005 }),
  svdf('int8, int16 state, rank 1', 'int16', { batches: 1, depth: 7, filters: 5, memory: 3, rank: 1 }, { state: 0.001, time: 0.0003 }),
  svdf('int8, int8 state', 'int8', { batches: 1, depth: 12, filters: 8, memory: 6, rank: 2 }, { state: 0.1, time: 0.02 }),
  svdf('int8, int8 state with a zero point', 'int8', { batches: 1, depth: 9, filters: 4, memory: 5, rank: 1 }, { state: 0.1, time: 0.02, zeroPoint: 13 }),
  svdf('int8, two batches', 'int16', { batches: 2, depth: 5, filters: 6, memory: 4, rank: 2 }, { state: 0.002, time: 0.0005 }),
  svdf('float32', 'float32', { batches: 1, depth: 12, filters: 8, memory: 6, rank: 2 }, { state: 1, time: 1 }, 0),
  svdf('float32, RELU, two batches', 'float32', { batches: 2, depth: 5, filters: 6, memory: 4, rank: 1 }, { state: 1, time: 1 }, 1),
];
