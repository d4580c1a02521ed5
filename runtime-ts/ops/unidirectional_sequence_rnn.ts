/**
 * UNIDIRECTIONAL_SEQUENCE_RNN: each step's output is an activation of the step's input and of the output before; not in TFLM
 * (kernels/unidirectional_sequence_rnn.cc, kernels/internal/kernel_utils.cc). Operands: input, weights, recurrent weights, bias, hidden state.
 */
import type { Op, Operands } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { areProductWeights, products } from './hybrid.js';
import { activationValue } from './svdf.js';

export interface RnnAttrs {
  readonly timeMajor: boolean;
  readonly activation: Activation;
  /** int8 weights: vectors are quantized with a zero point. */
  readonly asymmetric: boolean;
}

export function rnnShape(o: Operands<RnnAttrs>) {
  const input = o.input(0, 'input'), weights = o.input(1, 'weights'), recurrent = o.input(2, 'recurrent weights'), bias = o.input(3, 'bias'), hidden = o.input(4, 'hidden state');
  const [first = 1, second = 1, depth = 1] = input.type.shape, [units = 1] = weights.type.shape, { timeMajor } = o.attrs;
  return { input, weights, recurrent, bias, hidden, depth, units, batches: timeMajor ? second : first, steps: timeMajor ? first : second };
}

export const unidirectionalSequenceRnn: Op<RnnAttrs> = {
  name: 'unidirectional_sequence_rnn',

  check(o) {
    const g = rnnShape(o), output = o.output(0).type, shapes = [g.weights, g.recurrent, g.bias, g.hidden].map(({ type }) => `[${type.shape.join(', ')}]`).join(' ');
    o.require(g.input.type.shape.length === 3, 'an input of rank 3');
    o.require([g.input, g.bias, g.hidden].every(({ type }) => type.element === 'f32') && output.element === 'f32', 'float32 input, bias, hidden state and output');
    o.require(areProductWeights([g.weights, g.recurrent]), 'weights of float32, or of int8 with one scale and without zero point');
    const expected = `[${g.units}, ${g.depth}] [${g.units}, ${g.units}] [${g.units}] [${g.batches}, ${g.units}]`;
    o.require(shapes === expected, `weights, recurrent weights, bias and hidden state of shapes ${expected}; they are ${shapes}`);
    o.require(g.hidden.storage.kind === 'state', 'a variable tensor as hidden state');
    o.require(output.shape.join() === [...g.input.type.shape.slice(0, 2), g.units].join(), 'an output with the batches and steps of the input');
  },

  macs(o) {
    const g = rnnShape(o);
    return g.batches * g.steps * g.units * (g.depth + g.units);
  },

  evaluate(o, data) {
    const f = Math.fround, g = rnnShape(o), { timeMajor, activation, asymmetric } = o.attrs, x = data.f32(g.input), bias = data.f32(g.bias), y = data.f32(o.output(0));
    const fromInput = products(g.weights, data, asymmetric), fromHidden = products(g.recurrent, data, asymmetric);
    for (let batch = 0; batch < g.batches; batch++) {
      const hidden = data.f32(g.hidden).subarray(batch * g.units, (batch + 1) * g.units);
      for (let time = 0; time < g.steps; time++) {
        const place = timeMajor ? time * g.batches + batch : batch * g.steps + time;
        const input = fromInput(x.subarray(place * g.depth, (place + 1) * g.depth)), recurrent = fromHidden(hidden);
        hidden.set(Array.from(bias, (value, unit) => activationValue(activation, f(f(value + input(unit)) + recurrent(unit)))));
        y.set(hidden, place * g.units);
      }
    }
  },
};
