import type { Operands } from '../../runtime-ts/ir/graph.js';
import { sigmoidTable } from '../../runtime-ts/numerics/lookup_table.js';
import { gateNames, lstmQuantization, lstmShape, unidirectionalSequenceLstm, type LstmAttrs } from '../../runtime-ts/ops/unidirectional_sequence_lstm.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, table, type Kernel, type KernelParams, type StructField } from './op_slice.js';

function takes(element: string): (o: Operands<LstmAttrs>) => true | string {
  return (o) => {
    const g = lstmShape(o);
    if (g.input.type.element !== element) return `takes ${element}, not ${g.input.type.element}`;
    const constants = g.gates.flatMap((gate) => [gate.weights, gate.recurrent, gate.bias]);
    return constants.every(({ storage }) => storage.kind === 'constant') ? true : 'takes constant weights and biases only';
  };
}

function shapeParams(o: Operands<LstmAttrs>): KernelParams {
  const g = lstmShape(o), { timeMajor } = o.attrs;
  return { batches: g.batches, steps: g.steps, depth: g.depth, units: g.units, batch_stride: timeMajor ? 1 : g.steps, step_stride: timeMajor ? g.batches : 1 };
}

/** `<name>_gate` fields in the order of the C struct. */
function gateFields(fields: (gate: number) => KernelParams): KernelParams {
  return Object.fromEntries(gateNames.map((name, gate): [string, StructField] => [`${name}_gate`, { kind: 'struct', fields: fields(gate) }]));
}

const int8: Kernel<LstmAttrs> = {
  symbol: 'bn_unidirectional_sequence_lstm_s8',
  accepts: takes('i8'),
  call(o) {
    const g = lstmShape(o), q = lstmQuantization(o);
    const folded = (weights: readonly number[], length: number, offset: number, biases?: readonly number[]): Int32Array =>
      Int32Array.from({ length: g.units }, (_, unit) => (biases?.[unit] ?? 0) + offset * weights.slice(unit * length, (unit + 1) * length).reduce((sum, w) => sum + w, 0));
    const fields = (at: number): KernelParams => {
      const gate = g.gates[at], m = q.gates[at];
      if (gate === undefined || m === undefined) throw new Error(`an LSTM has no gate ${at}`);
      const weights = Array.from(constantData(gate.weights), Number), recurrent = Array.from(constantData(gate.recurrent), Number);
      return {
        input_multiplier: m.input.mantissa, input_shift: m.input.shift, recurrent_multiplier: m.recurrent.mantissa, recurrent_shift: m.recurrent.shift,
        input_weights: table(`${gate.name}_weights`, 'i8', Int8Array.from(weights), `[${g.units}][${g.depth}]`, 4),
        recurrent_weights: table(`${gate.name}_recurrent`, 'i8', Int8Array.from(recurrent), `[${g.units}][${g.units}]`, 4),
        input_biases: table(`${gate.name}_biases`, 'i32', folded(weights, g.depth, q.inputOffset, Array.from(constantData(gate.bias), Number)), `[${g.units}]`),
        recurrent_biases: table(`${gate.name}_recurrent_biases`, 'i32', folded(recurrent, g.units, q.hiddenOffset), `[${g.units}]`),
      };
    };
    return {
      params: {
        ...shapeParams(o), forget_multiplier: q.forgetCell.mantissa, forget_shift: q.forgetCell.shift, input_multiplier: q.inputCell.mantissa, input_shift: q.inputCell.shift,
        output_multiplier: q.hidden.mantissa, output_shift: q.hidden.shift, output_offset: q.hiddenZeroPoint,
        tanh_multiplier: q.tanhMultiplier, tanh_shift: q.tanhShift, cell_clip: q.cellClip, sigmoid: table('sigmoid', 'u16', sigmoidTable(), '[256]'), ...gateFields(fields),
      },
      reads: [g.input, g.hidden, g.cell], writes: [g.output], scratchBytes: 4 * 2 * g.units,
    };
  },
};

const float32: Kernel<LstmAttrs> = {
  symbol: 'bn_unidirectional_sequence_lstm_f32',
  accepts: takes('f32'),
  call(o) {
    const g = lstmShape(o);
    const fields = (at: number): KernelParams => {
      const gate = g.gates[at];
      if (gate === undefined) throw new Error(`an LSTM has no gate ${at}`);
      return {
        input_weights: table(`${gate.name}_weights`, 'f32', constantData(gate.weights), `[${g.units}][${g.depth}]`),
        recurrent_weights: table(`${gate.name}_recurrent`, 'f32', constantData(gate.recurrent), `[${g.units}][${g.units}]`),
        biases: table(`${gate.name}_biases`, 'f32', constantData(gate.bias), `[${g.units}]`),
      };
    };
    return {
      params: { ...shapeParams(o), cell_clip: float(o.attrs.cellClip), ...gateFields(fields) },
      reads: [g.input, g.hidden, g.cell], writes: [g.output], scratchBytes: 4 * 4 * g.units,
    };
  },
};

export default defineOp<LstmAttrs>({
  op: unidirectionalSequenceLstm,
  tflite: [{
    code: 'UNIDIRECTIONAL_SEQUENCE_LSTM',
    decode: (options) => options.activation() === 'tanh'
      ? { timeMajor: options.flag('time_major'), cellClip: options.number('cell_clip') }
      : options.refuse('has a cell activation other than TANH'),
  }],
  kernels: [int8, float32],
});
