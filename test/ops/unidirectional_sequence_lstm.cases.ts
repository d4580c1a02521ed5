import { integers, reals } from '../support/inputs.js';
import type { TensorSpec } from '../support/make_model.js';
import type { OpCase } from '../support/op_cases.js';

interface Sequence { readonly batches: number; readonly steps: number; readonly depth: number; readonly units: number; readonly timeMajor?: boolean; readonly cellClip?: number; readonly cellScale?: number }

/** Operands as the kernel numbers them: input, four weights, four recurrent weights, 12 to 15 the biases, 18 and 19 the state. */
function lstm(name: string, type: 'int8' | 'float32', g: Sequence): OpCase {
  const real = type === 'float32', places = g.timeMajor ? [g.steps, g.batches] : [g.batches, g.steps];
  const quantized = (scale: number, zeroPoint = 0): Partial<TensorSpec> => (real ? {} : { scales: [scale], zeroPoints: [zeroPoint] });
  const weights = (label: string, length: number): TensorSpec =>
    ({ name: label, type, shape: [g.units, length], data: real ? reals(`${name} ${label}`, g.units * length, -0.6, 0.6) : integers(`${name} ${label}`, g.units * length, -127, 127), ...quantized(0.004 + 0.0007 * label.length) });
  const gates = ['input', 'forget', 'cell', 'output'];
  const biases = gates.map((gate): TensorSpec =>
    ({ name: `${gate} bias`, type: real ? 'float32' : 'int32', shape: [g.units], data: real ? reals(`${name} ${gate} bias`, g.units, -1, 1) : integers(`${name} ${gate} bias`, g.units, -4000, 4000), ...quantized(0.0002) }));
  const tensors: TensorSpec[] = [
    { name: 'x', type, shape: [...places, g.depth], ...quantized(0.031, -5) },
    ...gates.map((gate) => weights(gate, g.depth)), ...gates.map((gate) => weights(`${gate} recurrent`, g.units)), ...biases,
    { name: 'hidden', type, shape: [g.batches, g.units], variable: true, ...quantized(0.0078, 3) },
    { name: 'cell', type: real ? 'float32' : 'int16', shape: [g.batches, g.units], variable: true, ...quantized(g.cellScale ?? 2 ** -11) },
    { name: 'y', type, shape: [...places, g.units], ...quantized(0.0078, 3) },
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

export const cases: readonly OpCase[] = [
  lstm('int8', 'int8', { batches: 1, steps: 6, depth: 5, units: 7 }),
  lstm('int8, two batches', 'int8', { batches: 2, steps: 4, depth: 3, units: 4 }),
  lstm('int8, time first', 'int8', { batches: 2, steps: 5, depth: 3, units: 4, timeMajor: true }),
  lstm('int8, the cell is clipped', 'int8', { batches: 1, steps: 6, depth: 5, units: 6, cellClip: 0.9 }),
  lstm('int8, a fine cell state', 'int8', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -15 }),
  lstm('int8, a coarse cell state', 'int8', { batches: 1, steps: 4, depth: 5, units: 6, cellScale: 2 ** -9 }),
  lstm('float32', 'float32', { batches: 1, steps: 6, depth: 5, units: 7 }),
  lstm('float32, time first, clipped', 'float32', { batches: 2, steps: 4, depth: 3, units: 5, timeMajor: true, cellClip: 0.7 }),
];
