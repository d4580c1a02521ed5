import type { Operands, Value } from '../../runtime-ts/ir/graph.js';
import type { Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { sigmoidTable } from '../../runtime-ts/numerics/lookup_table.js';
import { gateNames, lstmQuantization, lstmShape, unidirectionalSequenceLstm, type LstmAttrs } from '../../runtime-ts/ops/unidirectional_sequence_lstm.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, list, table, type Kernel, type KernelParams, type StructField } from './op_slice.js';

function takes(element: string): (o: Operands<LstmAttrs>) => true | string {
  return (o) => {
    const g = lstmShape(o);
    if (g.input.type.element !== element) return `takes ${element}, not ${g.input.type.element}`;
    const constants = g.gates.flatMap((gate) => [gate.weights, gate.recurrent, gate.bias]);
    return constants.every(({ storage }) => storage.kind === 'constant') ? true : 'takes constant weights and biases only';
  };
}

function sequenceParams(o: Operands<LstmAttrs>): KernelParams {
  const g = lstmShape(o), { timeMajor } = o.attrs;
  return { batches: g.batches, steps: g.steps, depth: g.depth, batch_stride: timeMajor ? 1 : g.steps, step_stride: timeMajor ? g.batches : 1 };
}

/** `<name>_gate` fields in the order of the C struct. */
function gateFields(fields: (gate: number) => KernelParams): KernelParams {
  return Object.fromEntries(gateNames.map((name, gate): [string, StructField] => [`${name}_gate`, { kind: 'struct', fields: fields(gate) }]));
}

/** The weights of one of a gate's two products, and its biases with everything that zero points add to any vector. */
function product(name: string, weights: Value, bias: Value | undefined, length: number, multiplier: Multiplier, offset: number, filterOffset: number, wide: boolean): StructField {
  const w = Array.from(constantData(weights), Number), units = w.length / length;
  const biases = Array.from({ length: units }, (_, unit) => {
    const sum = w.slice(unit * length, (unit + 1) * length).reduce((total, weight) => total + weight + filterOffset, 0);
    return BigInt(offset * sum) + (bias === undefined ? 0n : BigInt(constantData(bias)[unit] ?? 0));
  });
  return {
    kind: 'struct',
    fields: {
      multiplier: multiplier.mantissa, shift: multiplier.shift, filter_offset: filterOffset,
      weights: table(`${name}_weights`, 'i8', Int8Array.from(w), `[${units}][${length}]`, 4),
      biases: wide ? table(`${name}_biases`, 'i64', BigInt64Array.from(biases), `[${units}]`) : table(`${name}_biases`, 'i32', Int32Array.from(biases, Number), `[${units}]`),
    },
  };
}

function integer(element: 'i8' | 'i16', symbol: string): Kernel<LstmAttrs> {
  return {
    symbol,
    accepts: takes(element),
    call(o) {
      const g = lstmShape(o), q = lstmQuantization(o);
      const gates = g.gates.map((gate, at): StructField => {
        const m = q.gates[at];
        if (m === undefined) throw new Error(`an LSTM has no gate ${at}`);
        return {
          kind: 'struct',
          fields: {
            input: product(gate.name, gate.weights, gate.bias, g.depth, m.input, q.inputOffset, m.inputFilterOffset, element === 'i16'),
            recurrent: product(`${gate.name}_recurrent`, gate.recurrent, undefined, g.units, m.recurrent, q.hiddenOffset, m.recurrentFilterOffset, element === 'i16'),
          },
        };
      });
      const cell: KernelParams = {
        units: g.units, forget_multiplier: q.forgetCell.mantissa, forget_shift: q.forgetCell.shift,
        input_multiplier: q.inputCell.mantissa, input_shift: q.inputCell.shift,
        output_multiplier: q.hidden.mantissa, output_shift: q.hidden.shift, output_offset: q.hiddenZeroPoint,
        output_min: q.outputRange[0], output_max: q.outputRange[1],
        tanh_multiplier: q.tanhMultiplier, tanh_shift: q.tanhShift, cell_clip: q.cellClip, sigmoid: table('sigmoid', 'u16', sigmoidTable(), '[256]'),
      };
      return {
        params: { ...sequenceParams(o), cell: { kind: 'struct', fields: cell }, gates: list(gates) },
        reads: [g.input, g.hidden, g.cell], writes: [g.output], scratchBytes: 4 * 2 * g.units,
      };
    },
  };
}

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
      params: { ...sequenceParams(o), units: g.units, cell_clip: float(o.attrs.cellClip), ...gateFields(fields) },
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
  kernels: [integer('i8', 'bn_unidirectional_sequence_lstm_s8'), integer('i16', 'bn_unidirectional_sequence_lstm_s16'), float32],
});
