import { rnnShape, unidirectionalSequenceRnn, type RnnAttrs } from '../../runtime-ts/ops/unidirectional_sequence_rnn.js';
import { constantData } from './constant_operands.js';
import { defineOp, table, type Kernel } from './op_slice.js';
import { activationField, matrixField } from './product_weights.js';

function kernel(symbol: string, hybrid: boolean): Kernel<RnnAttrs> {
  return {
    symbol,
    accepts(o) {
      const g = rnnShape(o);
      if (g.weights.type.element !== (hybrid ? 'i8' : 'f32')) return `takes weights of ${hybrid ? 'int8' : 'float32'}`;
      return [g.weights, g.recurrent, g.bias].every(({ storage }) => storage.kind === 'constant') ? true : 'takes constant weights and biases only';
    },
    call(o) {
      const g = rnnShape(o), { timeMajor, activation, asymmetric } = o.attrs;
      return {
        params: {
          batches: g.batches, steps: g.steps, depth: g.depth, units: g.units, batch_stride: timeMajor ? 1 : g.steps, step_stride: timeMajor ? g.batches : 1,
          activation: activationField(activation), input_weights: matrixField('weights', g.weights, hybrid, asymmetric), recurrent_weights: matrixField('recurrent', g.recurrent, hybrid, asymmetric),
          biases: table('biases', 'f32', constantData(g.bias), `[${g.units}]`),
        },
        reads: [g.input, g.hidden], writes: [o.output(0)], ...(hybrid ? { scratchBytes: Math.max(g.depth, g.units) } : {}),
      };
    },
  };
}

export default defineOp<RnnAttrs>({
  op: unidirectionalSequenceRnn,
  tflite: [{
    code: 'UNIDIRECTIONAL_SEQUENCE_RNN',
    decode: (options) => ({ timeMajor: options.flag('time_major'), activation: options.activation(), asymmetric: options.flag('asymmetric_quantize_inputs') }),
  }],
  kernels: [kernel('bn_unidirectional_sequence_rnn_f32', false), kernel('bn_unidirectional_sequence_rnn_hybrid', true)],
});
