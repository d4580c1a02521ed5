import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Sequence {
  readonly batches?: number; readonly steps?: number; readonly depth?: number; readonly units?: number; readonly timeMajor?: boolean; readonly merge?: boolean; readonly activation?: number;
  readonly weights?: 'float32' | 'int8'; readonly asymmetric?: boolean;
  /** No input gate. */
  readonly coupled?: boolean;
  readonly peephole?: boolean;
  /** Outputs of the projection. */
  readonly projection?: number; readonly projectionBias?: boolean;
  readonly cellClip?: number; readonly projectionClip?: number;
  /** Depth of an auxiliary input, with weights of its own or for the backward direction alone. */
  readonly auxiliary?: number; readonly crossed?: boolean;
}

interface Change { readonly tensors?: Readonly<Record<string, Partial<TensorSpec>>>; readonly inputs?: Readonly<Record<number, number>> }

const gateNames = ['input', 'forget', 'cell', 'output'];

/** The 48 operands in the order of the file format. */
function lstm(name: string, s: Sequence, change: Change = {}, refused?: string): OpCase {
  const { batches = 2, steps = 3, depth = 4, units = 5, timeMajor = false, merge = false, activation = 4, weights = 'float32', asymmetric = false, coupled = false, peephole = false, projection, auxiliary } = s;
  const places = timeMajor ? [steps, batches] : [batches, steps], outputs = projection ?? units, tensors: TensorSpec[] = [], inputs: number[] = [];
  const add = (tensor: TensorSpec): number => tensors.push({ ...tensor, ...change.tensors?.[tensor.name] }) - 1;
  const take = (tensor: TensorSpec | undefined): void => { inputs.push(tensor === undefined ? -1 : add(tensor)); };
  const real = (label: string, shape: readonly number[]): TensorSpec => ({ name: label, type: 'float32', shape });
  const weight = (label: string, ...shape: readonly number[]): TensorSpec => {
    const count = shape.reduce((a, b) => a * b, 1);
    if (weights === 'float32') return { ...real(label, shape), data: reals(`${name} ${label}`, count, -0.6, 0.6) };
    return { name: label, type: weights, shape, data: integers(`${name} ${label}`, count, -127, 127), scales: [0.002 + 0.0003 * (label.length % 11)], zeroPoints: [0] };
  };
  const bias = (label: string, count: number): TensorSpec => ({ ...real(label, [count]), data: reals(`${name} ${label}`, count, -1, 1) });
  const used = (gate: string): boolean => !(coupled && gate === 'input');
  take(real('x', [...places, depth]));
  for (const way of ['forward', 'backward']) {
    for (const gate of gateNames) take(used(gate) ? weight(`${way} ${gate}`, units, depth) : undefined);
    for (const gate of gateNames) take(used(gate) ? weight(`${way} ${gate} recurrent`, units, outputs) : undefined);
    for (const gate of ['input', 'forget', 'output']) take(peephole && used(gate) ? weight(`${way} ${gate} peephole`, units) : undefined);
    for (const gate of gateNames) take(used(gate) ? bias(`${way} ${gate} bias`, units) : undefined);
    take(projection === undefined ? undefined : weight(`${way} projection`, projection, units));
    take(projection === undefined || !s.projectionBias ? undefined : bias(`${way} projection bias`, projection));
  }
  for (const way of ['forward', 'backward']) {
    take({ ...real(`${way} hidden`, [batches, outputs]), variable: true });
    take({ ...real(`${way} state`, [batches, units]), variable: true });
  }
  take(auxiliary === undefined ? undefined : real('extra', [...places, auxiliary]));
  for (const way of ['forward', 'backward']) for (const gate of gateNames) take(auxiliary !== undefined && !s.crossed && used(gate) ? weight(`${way} ${gate} extra`, units, auxiliary) : undefined);
  const results = (merge ? [2 * outputs] : [outputs, outputs]).map((width, at) => add(real(`y${at}`, [...places, width])));
  return {
    name, oracle: 'tensorflow', invocations: 2, ...(refused === undefined ? {} : { refused }), tolerance: { atol: 2e-6, rtol: 1e-5 },
    model: {
      tensors, inputs: [0, ...(auxiliary === undefined ? [] : [inputs[39] ?? -1])], outputs: results,
      operators: [{
        op: 'BIDIRECTIONAL_SEQUENCE_LSTM', version: 3, inputs: inputs.map((tensor, at) => change.inputs?.[at] ?? tensor), outputs: results,
        options: { fused_activation_function: activation, cell_clip: s.cellClip ?? 0, proj_clip: s.projectionClip ?? 0, merge_outputs: merge, time_major: timeMajor, asymmetric_quantize_inputs: asymmetric },
      }],
    },
  };
}

const hybrid: Sequence = { weights: 'int8' }, everything: Sequence = { peephole: true, projection: 3, projectionBias: true, cellClip: 0.8, projectionClip: 0.4, auxiliary: 4, merge: true, batches: 1 };

export const cases: readonly OpCase[] = [
  lstm('float32', {}), lstm('float32, time first', { timeMajor: true }), lstm('float32, one output', { merge: true, batches: 1 }), lstm('float32, one output, time first', { merge: true, timeMajor: true, depth: 7, units: 2 }),
  lstm('float32, one of each', { batches: 1, steps: 1, depth: 1, units: 1 }), lstm('float32, no input gates', { coupled: true }), lstm('float32, peepholes', { peephole: true }), lstm('float32, no input gates, peepholes', { coupled: true, peephole: true }),
  lstm('float32, projections', { projection: 3 }), lstm('float32, projections that grow, with biases', { projection: 7, projectionBias: true }), lstm('float32, limits', { cellClip: 0.3, projection: 4, projectionClip: 0.1 }),
  lstm('float32, RELU6', { activation: 3 }), lstm('float32, RELU', { activation: 1, steps: 2 }), lstm('float32, an auxiliary input', { auxiliary: 4 }), lstm('float32, a sequence of its own backwards', { auxiliary: 4, crossed: true }),
  lstm('float32, everything', everything), lstm('float32, everything but input gates, time first', { ...everything, coupled: true, timeMajor: true, batches: 2 }),
  lstm('int8 weights', hybrid), lstm('int8 weights, time first', { ...hybrid, timeMajor: true }), lstm('int8 weights, one output', { ...hybrid, merge: true, batches: 1 }), lstm('int8 weights, no input gates, peepholes', { ...hybrid, coupled: true, peephole: true }),
  lstm('int8 weights, projections', { ...hybrid, projection: 3, projectionBias: true }), lstm('int8 weights, a sequence of its own backwards', { ...hybrid, auxiliary: 4, crossed: true }), lstm('int8 weights, everything', { ...hybrid, ...everything }),
  lstm('int8 weights, zero points', { ...hybrid, asymmetric: true }), lstm('int8 weights, zero points, everything', { ...hybrid, ...everything, asymmetric: true }), lstm('int8 weights, zero points, time first, no input gates', { ...hybrid, asymmetric: true, timeMajor: true, coupled: true }),
  lstm('half of an input gate', {}, { inputs: { 1: -1 } }, 'or none of them'), lstm('half of the peepholes', { peephole: true }, { inputs: { 10: -1 } }, 'peepholes to all forward gates, or none'),
  lstm('a bias that is missing', {}, { inputs: { 13: -1 } }, 'biases of forget, cell and output gate'), lstm('a projection bias without projection', { projection: 5, projectionBias: true }, { inputs: { 16: -1 } }, 'a forward projection, or'),
  lstm('weights of two types', {}, { tensors: { 'forward cell': { type: 'int8', data: integers('w', 20, -9, 9), scales: [0.1], zeroPoints: [0] } } }, 'weights of float32, or of int8'),
  lstm('a state of another size', {}, { tensors: { 'backward state': { shape: [2, 4] } } }, 'backward states of 10 and 10 elements'),
];
