import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Sequence { readonly batches: number; readonly steps: number; readonly depth: number; readonly units: number; readonly timeMajor?: boolean; readonly cellClip?: number; readonly cellScale?: number; readonly weightZeroPoint?: number; readonly inputZeroPoint?: number; readonly outputZeroPoint?: number }

/** Operands as the kernel numbers them: input, four weights, four recurrent weights, 12 to 15 the biases, 18 and 19 the state. */
function lstm(name: string, type: 'int8' | 'int16' | 'float32', g: Sequence): OpCase {
  const real = type === 'float32', short = type === 'int16', weightType = short ? 'int8' : type, places = g.timeMajor ? [g.steps, g.batches] : [g.batches, g.steps];
  const quantized = (scale: number, zeroPoint = 0): Partial<TensorSpec> => (real ? {} : { scales: [scale], zeroPoints: [zeroPoint] });
  const weights = (label: string, length: number): TensorSpec =>
    ({ name: label, type: weightType, shape: [g.units, length], data: real ? reals(`${name} ${label}`, g.units * length, -0.6, 0.6) : integers(`${name} ${label}`, g.units * length, -127, 127), ...quantized(0.004 + 0.0007 * label.length, g.weightZeroPoint) });
  const gates = ['input', 'forget', 'cell', 'output'];
  const biases = gates.map((gate): TensorSpec =>
    ({ name: `${gate} bias`, type: real ? 'float32' : short ? 'int64' : 'int32', shape: [g.units], data: real ? reals(`${name} ${gate} bias`, g.units, -1, 1) : integers(`${name} ${gate} bias`, g.units, short ? -300000 : -4000, short ? 300000 : 4000), ...quantized(0.0002) }));
  const output = short ? quantized(2 ** -15, g.outputZeroPoint) : quantized(0.0078, g.outputZeroPoint ?? 3);
  const tensors: TensorSpec[] = [
    { name: 'x', type, shape: [...places, g.depth], ...(short ? quantized(0.0002, g.inputZeroPoint) : quantized(0.031, g.inputZeroPoint ?? -5)) },
    ...gates.map((gate) => weights(gate, g.depth)), ...gates.map((gate) => weights(`${gate} recurrent`, g.units)), ...biases,
    { name: 'hidden', type, shape: [g.batches, g.units], variable: true, ...output },
    { name: 'cell', type: real ? 'float32' : 'int16', shape: [g.batches, g.units], variable: true, ...quantized(g.cellScale ?? 2 ** -11) },
    { name: 'y', type, shape: [...places, g.units], ...output },
  ];
  const none = -1;
  return {
    name, invocations: 3, ...(real ? { tolerance: { atol: 2e-6, rtol: 1e-5 } } : {}),
    model: {
      tensors, inputs: [0], outputs: [15],
      operators: [{
        op: 'UNIDIRECTIONAL_SEQUENCE_LSTM', version: 3, outputs: [15],
        inputs: [0, 1, 2, 3, 4, 5, 6, 7, 8, none, none, none, 9, 10, 11, 12, none, none, 13, 14, none, none, none, none],
        options: { fused_activation_function: 4, cell_clip: g.cellClip ?? 0, proj_clip: 0, time_major: g.timeMajor ?? false },
      }],
    },
  };
}

/** With tensors, inputs or options changed to what the kernel does not take. */
function refused(name: string, text: string, entry: OpCase, changes: Readonly<Record<string, Partial<TensorSpec>>>, inputs?: (inputs: readonly number[]) => readonly number[], options: Readonly<Record<string, number>> = {}): OpCase {
  const { model } = entry;
  return {
    ...entry, name, refused: text, invocations: 1,
    model: {
      ...model, tensors: model.tensors.map((tensor) => ({ ...tensor, ...changes[tensor.name] })),
      operators: model.operators.map((operator) => ({ ...operator, inputs: inputs?.(operator.inputs) ?? operator.inputs, options: { ...operator.options, ...options } })),
    },
  };
}

const small: Sequence = { batches: 1, steps: 2, depth: 3, units: 4 };
const int8 = lstm('', 'int8', small), float32 = lstm('', 'float32', small), types = 'int8 weights and an int16 cell state';

export const cases: readonly OpCase[] = [
  lstm('int16', 'int16', { batches: 1, steps: 6, depth: 5, units: 7 }),
  lstm('int16, two batches', 'int16', { batches: 2, steps: 4, depth: 3, units: 4 }),
  lstm('int16, time first', 'int16', { batches: 2, steps: 5, depth: 3, units: 4, timeMajor: true }),
  lstm('int16, the cell is clipped', 'int16', { batches: 1, steps: 6, depth: 5, units: 6, cellClip: 0.9 }),
  lstm('int16, a fine cell state', 'int16', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -15 }),
  lstm('int16, a coarse cell state', 'int16', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -9 }),
  lstm('int16, zero points', 'int16', { ...small, inputZeroPoint: 500, outputZeroPoint: -300, weightZeroPoint: 4 }),
  lstm('int16, one of each', 'int16', { batches: 1, steps: 1, depth: 1, units: 1 }),
  lstm('int8, one of each', 'int8', { batches: 1, steps: 1, depth: 1, units: 1 }),
  lstm('int8, weights with zero points', 'int8', { ...small, weightZeroPoint: 4 }),
  lstm('int8, zero points at the ends', 'int8', { ...small, inputZeroPoint: 127, outputZeroPoint: -128 }),
  lstm('int8, a cell state scale that is no power of two', 'int8', { ...small, cellScale: 0.001 }),
  lstm('int16, a cell state scale that is no power of two', 'int16', { ...small, cellScale: 0.0003 }),
  refused('20 operands', '24 operands', int8, {}, (inputs) => inputs.slice(0, 20)),
  refused('a peephole', 'no peephole', int8, {}, (inputs) => inputs.map((tensor, at) => (at === 9 ? 9 : tensor))),
  refused('a projection', 'no peephole, projection', int8, {}, (inputs) => inputs.map((tensor, at) => (at === 16 ? 9 : tensor))),
  refused('layer normalisation', 'layer normalisation', int8, {}, (inputs) => inputs.map((tensor, at) => (at === 20 ? 9 : tensor))),
  refused('no input gate', 'input to input weights', int8, {}, (inputs) => inputs.map((tensor, at) => ([1, 5, 12].includes(at) ? -1 : tensor))),
  refused('no bias', 'input gate bias', float32, {}, (inputs) => inputs.map((tensor, at) => (at >= 12 && at <= 15 ? -1 : tensor))),
  refused('int8, output of float32', types, int8, { y: { type: 'float32', scales: [], zeroPoints: [] } }),
  refused('int8, cell state of int8', types, int8, { cell: { type: 'int8' } }),
  refused('int8, output state of int16', types, int8, { hidden: { type: 'int16' } }),
  refused('uint8', types, int8, { x: { type: 'uint8', zeroPoints: [3] }, hidden: { type: 'uint8' }, y: { type: 'uint8' } }),
  refused('states that are no variables', 'variable tensors', int8, { hidden: { variable: false } }),
  refused('another output shape', 'an output with the batches', int8, { y: { shape: [1, 3, 4] } }),
  refused('weights of another shape', 'weights [4, 3]', int8, { forget: { shape: [3, 4] } }),
  lstm('int8', 'int8', { batches: 1, steps: 6, depth: 5, units: 7 }),
  lstm('int8, two batches', 'int8', { batches: 2, steps: 4, depth: 3, units: 4 }),
  lstm('int8, time first', 'int8', { batches: 2, steps: 5, depth: 3, units: 4, timeMajor: true }),
  lstm('int8, the cell is clipped', 'int8', { batches: 1, steps: 6, depth: 5, units: 6, cellClip: 0.9 }),
  lstm('int8, a fine cell state', 'int8', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -15 }),
  lstm('int8, a coarse cell state', 'int8', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -9 }),
  lstm('float32', 'float32', { batches: 1, steps: 6, depth: 5, units: 7 }),
  lstm('float32, time first, clipped', 'float32', { batches: 2, steps: 4, depth: 3, units: 5, timeMajor: true, cellClip: 0.7 }),
];
