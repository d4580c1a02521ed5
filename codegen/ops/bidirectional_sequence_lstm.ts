import { viewOf, type Operands, type Value } from '../../runtime-ts/ir/graph.js';
import { bidirectionalSequenceLstm, lstmDirection, lstmPlaces, peepholeOf, type BidirectionalLstmAttrs } from '../../runtime-ts/ops/bidirectional_sequence_lstm.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, list, table, type Field, type Kernel, type KernelCall } from './op_slice.js';
import { activationField, matrixField } from './product_weights.js';

const constants = { read: (value: Value) => viewOf(value.type.element, value.storage.kind === 'constant' ? value.storage.bytes : new Uint8Array()) };

/** One call for each direction. */
function directionCall(o: Operands<BidirectionalLstmAttrs>, backward: boolean, hybrid: boolean): KernelCall {
  const d = lstmDirection(o, backward), { offset, stride } = lstmPlaces(o, d), { timeMajor, activation, cellClip, projectionClip, asymmetric } = o.attrs, way = backward ? 'backward' : 'forward';
  const depth = d.input.type.shape[2] ?? 1, extraDepth = d.auxiliary?.type.shape[2] ?? 0;
  const matrices = (name: string, of: (gate: (typeof d.gates)[number]) => Value | undefined): Field => list(d.gates.map((gate) => matrixField(`${way}_${gate.name}${name}`, of(gate), hybrid, asymmetric)));
  const vector = (name: string, data: Float32Array | undefined): Field => (data === undefined ? null : table(`${way}_${name}`, 'f32', data, `[${data.length}]`));
  const numbers = (value: Value | undefined): Float32Array | undefined => (value === undefined ? undefined : Float32Array.from(constantData(value), Number));
  return {
    params: {
      batches: d.batches, steps: d.steps, depth, extra_depth: extraDepth, units: d.units, outputs: d.outputs, batch_stride: timeMajor ? 1 : d.steps, step_stride: timeMajor ? d.batches : 1,
      backward, output_stride: stride, output_offset: offset, activation: activationField(activation), cell_clip: float(Math.fround(cellClip)), projection_clip: float(Math.fround(projectionClip)),
      input_weights: matrices('', ({ weights }) => weights), extra_weights: matrices('_extra', ({ auxiliary }) => auxiliary), recurrent_weights: matrices('_recurrent', ({ recurrent }) => recurrent),
      peepholes: list(d.gates.map((gate) => vector(`${gate.name}_peephole`, peepholeOf(gate, constants)))), biases: list(d.gates.map((gate) => vector(`${gate.name}_biases`, numbers(gate.bias)))),
      projection: matrixField(`${way}_projection`, d.projection, hybrid, asymmetric), projection_biases: vector('projection_biases', numbers(d.projectionBias)),
    },
    reads: [d.input, d.auxiliary ?? d.input, d.hidden, d.cell], writes: [d.output],
    scratchBytes: 4 * 4 * d.units + (hybrid ? Math.max(depth, extraDepth, d.units, d.outputs) : 0),
  };
}

function kernel(symbol: string, hybrid: boolean): Kernel<BidirectionalLstmAttrs> {
  return {
    symbol,
    accepts(o) {
      if (lstmDirection(o, false).gates[1]?.weights?.type.element !== (hybrid ? 'i8' : 'f32')) return `takes weights of ${hybrid ? 'int8' : 'float32'}`;
      const fixed = [false, true].flatMap((backward) => {
        const d = lstmDirection(o, backward);
        return [...d.gates.flatMap((gate) => [gate.weights, gate.recurrent, gate.bias, gate.peephole, gate.auxiliary]), d.projection, d.projectionBias];
      });
      return fixed.every((value) => value === undefined || value.storage.kind === 'constant') ? true : 'takes constant weights and biases only';
    },
    call: (o) => [directionCall(o, false, hybrid), directionCall(o, true, hybrid)],
  };
}

export default defineOp<BidirectionalLstmAttrs>({
  op: bidirectionalSequenceLstm,
  tflite: [{
    code: 'BIDIRECTIONAL_SEQUENCE_LSTM',
    decode: (options) => ({
      timeMajor: options.flag('time_major'), activation: options.activation(), cellClip: options.number('cell_clip'), projectionClip: options.number('proj_clip'),
      merge: options.flag('merge_outputs'), asymmetric: options.flag('asymmetric_quantize_inputs'),
    }),
  }],
  kernels: [kernel('bn_bidirectional_sequence_lstm_f32', false), kernel('bn_bidirectional_sequence_lstm_hybrid', true)],
});
