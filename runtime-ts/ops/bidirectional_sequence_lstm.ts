/**
 * BIDIRECTIONAL_SEQUENCE_LSTM: one LSTM over a sequence, and one over the same or another from its end; not in TFLM
 * (kernels/bidirectional_sequence_lstm.cc, kernels/lstm_eval.cc). Either may lack its input gate, which then is what the forget gate leaves
 * ("CIFG"), and have peepholes from the cell to the gates, a projection of its output and an auxiliary input.
 */
import { elementCount, type Op, type Operands, type Tensors, type Value } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { logistic } from '../numerics/float32.js';
import { areProductWeights, products } from './hybrid.js';
import { activationValue } from './svdf.js';
import { gateNames } from './unidirectional_sequence_lstm.js';

export interface BidirectionalLstmAttrs {
  readonly timeMajor: boolean;
  /** Of the cell gate and of the cell state. */
  readonly activation: Activation;
  /** Cell state and projection are kept within ± these; 0: not at all. */
  readonly cellClip: number;
  readonly projectionClip: number;
  /** Both directions in one output, one behind the other. */
  readonly merge: boolean;
  /** int8 weights: vectors are quantized with a zero point. */
  readonly asymmetric: boolean;
}

export interface Gate {
  readonly name: (typeof gateNames)[number];
  readonly weights: Value | undefined;
  readonly recurrent: Value | undefined;
  readonly bias: Value | undefined;
  readonly peephole: Value | undefined;
  readonly auxiliary: Value | undefined;
}

/** The operands of one direction. */
export function lstmDirection(o: Operands<BidirectionalLstmAttrs>, backward: boolean) {
  const first = backward ? 18 : 1, firstAuxiliary = backward ? 44 : 40, firstState = backward ? 37 : 35, peepholes: readonly (number | undefined)[] = [0, 1, undefined, 2];
  const gates = gateNames.map((name, at): Gate => {
    const peephole = peepholes[at];
    return {
      name, weights: o.optional(first + at), recurrent: o.optional(first + 4 + at), bias: o.optional(first + 11 + at),
      peephole: peephole === undefined ? undefined : o.optional(first + 8 + peephole), auxiliary: o.optional(firstAuxiliary + at),
    };
  });
  const input = o.input(0, 'input'), extra = o.optional(39), stacked = gates[1]?.auxiliary !== undefined;
  const [units = 1] = o.input(first + 3, 'input to output weights').type.shape, [, outputs = 1] = o.input(first + 7, 'recurrent to output weights').type.shape;
  const [batchesOrSteps = 1, stepsOrBatches = 1] = input.type.shape, { timeMajor, merge } = o.attrs;
  return {
    backward, gates, units, outputs, projection: o.optional(first + 15), projectionBias: o.optional(first + 16),
    hidden: o.input(firstState, 'activation state'), cell: o.input(firstState + 1, 'cell state'),
    // Without weights of its own the auxiliary input is what the backward direction sees instead of the input.
    input: backward && !stacked && extra !== undefined ? extra : input, auxiliary: stacked ? extra : undefined,
    output: o.output(backward && !merge ? 1 : 0), batches: timeMajor ? stepsOrBatches : batchesOrSteps, steps: timeMajor ? batchesOrSteps : stepsOrBatches,
  };
}

type Direction = ReturnType<typeof lstmDirection>;

const depthOf = (value: Value): number => value.type.shape[2] ?? 1;

/** Where a direction's outputs begin in its output, and how far they are apart. */
export function lstmPlaces(o: Operands<BidirectionalLstmAttrs>, d: Direction): { readonly offset: number; readonly stride: number } {
  return { offset: d.backward && o.attrs.merge ? lstmDirection(o, false).outputs : 0, stride: depthOf(d.output) };
}

function checkDirection(o: Operands<BidirectionalLstmAttrs>, d: Direction): void {
  const [inputGate, ...others] = d.gates, label = d.backward ? 'backward' : 'forward', { units, outputs } = d, depth = depthOf(d.input);
  o.require(others.every(({ weights, recurrent, bias }) => weights && recurrent && bias), `${label} weights, recurrent weights and biases of forget, cell and output gate`);
  const parts = [inputGate?.weights, inputGate?.recurrent, inputGate?.bias].filter((value) => value !== undefined).length, coupled = parts === 0;
  o.require(coupled || parts === 3, `weights, recurrent weights and bias of the ${label} input gate, or none of them`);
  const used = coupled ? others : d.gates, peepholes = used.filter(({ name }) => name !== 'cell').map(({ peephole }) => peephole).filter((value) => value !== undefined);
  o.require(peepholes.length === 0 || peepholes.length === (coupled ? 2 : 3), `peepholes to all ${label} gates, or none`);
  const auxiliary = used.flatMap((gate) => gate.auxiliary ?? []);
  o.require(auxiliary.length === (d.auxiliary === undefined ? 0 : used.length), `an auxiliary input and ${label} weights of it for all gates, or neither`);
  const has = (value: Value | undefined, ...shape: readonly number[]): boolean => value === undefined || value.type.shape.join() === shape.join();
  o.require(used.every((gate) => has(gate.weights, units, depth) && has(gate.recurrent, units, outputs) && has(gate.bias, units) && has(gate.peephole, units))
    && auxiliary.every((value) => has(value, units, d.auxiliary === undefined ? 0 : depthOf(d.auxiliary))) && has(d.projection, outputs, units) && has(d.projectionBias, outputs),
  `${label} weights [${units}, ${depth}], recurrent weights [${units}, ${outputs}], biases and peepholes [${units}] and a projection [${outputs}, ${units}]`);
  o.require(d.projection !== undefined || (d.projectionBias === undefined && units === outputs), `a ${label} projection, or as many outputs as units`);
  const weights = [...used.flatMap((gate) => [gate.weights, gate.recurrent, gate.peephole]), ...auxiliary, d.projection].filter((value) => value !== undefined);
  o.require(areProductWeights(weights), 'weights of float32, or of int8 with one scale and without zero point');
  const floats = [d.input, d.auxiliary, d.projectionBias, d.hidden, d.cell, d.output, ...used.map(({ bias }) => bias)];
  o.require(floats.every((value) => value === undefined || value.type.element === 'f32'), 'float32 inputs, biases, states and outputs');
  o.require(d.hidden.storage.kind === 'state' && d.cell.storage.kind === 'state', 'variable tensors as states');
  o.require(elementCount(d.hidden.type.shape) === d.batches * outputs && elementCount(d.cell.type.shape) === d.batches * units, `${label} states of ${d.batches * outputs} and ${d.batches * units} elements`);
}

export const bidirectionalSequenceLstm: Op<BidirectionalLstmAttrs> = {
  name: 'bidirectional_sequence_lstm',

  check(o) {
    const { merge, cellClip, projectionClip } = o.attrs;
    o.require(o.inputCount === 48 && o.outputCount === (merge ? 1 : 2), `48 operands, left out ones counted, and ${merge ? 'one output' : 'two outputs'}`);
    o.require(cellClip >= 0 && projectionClip >= 0, 'limits of 0 or more');
    const forward = lstmDirection(o, false), backward = lstmDirection(o, true), { shape } = forward.input.type, sequence = shape.slice(0, 2).join();
    o.require(shape.length === 3 && [backward.input, forward.auxiliary].every((value) => value === undefined || (value.type.shape.length === 3 && value.type.shape.slice(0, 2).join() === sequence)), 'inputs of rank 3 with the same batches and steps');
    // TFLite leaves out the copy that this activation is, and finds its steps in an auxiliary input as far apart as in the input.
    o.require(o.attrs.activation !== 'none', 'an activation of the cell');
    o.require(forward.auxiliary === undefined || depthOf(forward.auxiliary) === depthOf(forward.input), 'an auxiliary input as deep as the input');
    for (const direction of [forward, backward]) checkDirection(o, direction);
    o.require([forward, backward].every(({ output, outputs }) => output.type.shape.join() === [sequence, merge ? forward.outputs + backward.outputs : outputs].join()), 'outputs with the batches and steps of the input');
  },

  macs(o) {
    return [false, true].reduce((sum, which) => {
      const d = lstmDirection(o, which), gates = d.gates.filter(({ weights }) => weights !== undefined).length, depth = depthOf(d.input) + (d.auxiliary === undefined ? 0 : depthOf(d.auxiliary));
      return sum + d.batches * d.steps * d.units * (gates * (depth + d.outputs) + (d.projection === undefined ? 0 : d.outputs));
    }, 0);
  },

  evaluate(o, data) {
    for (const which of [false, true]) runDirection(o, data, lstmDirection(o, which));
  },
};

function runDirection(o: Operands<BidirectionalLstmAttrs>, data: Tensors, d: Direction): void {
  const { offset, stride } = lstmPlaces(o, d), step = stepOf(o, data, d), x = data.f32(d.input), extra = d.auxiliary && data.f32(d.auxiliary), y = data.f32(d.output);
  const depth = depthOf(d.input), extraDepth = d.auxiliary === undefined ? 0 : depthOf(d.auxiliary);
  for (let batch = 0; batch < d.batches; batch++) {
    const hidden = data.f32(d.hidden).subarray(batch * d.outputs, (batch + 1) * d.outputs), cell = data.f32(d.cell).subarray(batch * d.units, (batch + 1) * d.units);
    for (let count = 0; count < d.steps; count++) {
      const time = d.backward ? d.steps - 1 - count : count, place = o.attrs.timeMajor ? time * d.batches + batch : batch * d.steps + time;
      step(x.subarray(place * depth, (place + 1) * depth), extra?.subarray(place * extraDepth, (place + 1) * extraDepth), hidden, cell);
      y.set(hidden, place * stride + offset);
    }
  }
}

/** NaN becomes the limit, as std::min makes it. */
function limited(x: number, limit: number): number {
  const below = x < limit ? x : limit;
  return limit > 0 ? (below > -limit ? below : -limit) : x;
}

type Step = (x: Float32Array, extra: Float32Array | undefined, hidden: Float32Array, cell: Float32Array) => void;

function stepOf(o: Operands<BidirectionalLstmAttrs>, data: Tensors, d: Direction): Step {
  const f = Math.fround, { activation, cellClip, projectionClip, asymmetric } = o.attrs, product = (weights: Value | undefined) => weights && products(weights, data, asymmetric);
  const gates = d.gates.map((gate) => ({ name: gate.name, bias: gate.bias && data.f32(gate.bias), peephole: peepholeOf(gate, data), input: product(gate.weights), extra: product(gate.auxiliary), recurrent: product(gate.recurrent) }));
  const project = product(d.projection), projectionBias = d.projectionBias && data.f32(d.projectionBias);
  return (x, extra, hidden, cell) => {
    const sums = gates.map((gate): Float32Array => {
      if (gate.bias === undefined) return new Float32Array(d.units);
      const parts = [gate.input?.(x), extra && gate.extra?.(extra), gate.recurrent?.(hidden)].filter((part) => part !== undefined);
      return gate.bias.map((bias, unit) => parts.reduce((sum, part) => f(sum + part(unit)), bias));
    });
    const seen = (gate: number, unit: number): number => {
      const sum = sums[gate]?.[unit] ?? 0, { peephole } = gates[gate] ?? {};
      return peephole === undefined ? sum : f(sum + f(peephole[unit]! * cell[unit]!));
    };
    const result = cell.map((before, unit) => {
      const kept = logistic(seen(1, unit)), admitted = gates[0]?.bias === undefined ? f(1 - kept) : logistic(seen(0, unit));
      cell[unit] = limited(f(f(kept * before) + f(activationValue(activation, seen(2, unit)) * admitted)), f(cellClip));
      return logistic(seen(3, unit)) * activationValue(activation, cell[unit]!);
    });
    if (project === undefined) return hidden.set(result);
    const projected = project(result);
    hidden.forEach((_, at) => { hidden[at] = limited(f((projectionBias?.[at] ?? 0) + projected(at)), f(projectionClip)); });
  };
}

/** Peepholes are float32 in the sums, also where the file has them as int8. */
export function peepholeOf({ peephole }: Gate, data: Pick<Tensors, 'read'>): Float32Array | undefined {
  if (peephole === undefined) return undefined;
  const scale = peephole.type.quantization?.scales[0] ?? 1;
  return Float32Array.from(Array.from<number | bigint, number>(data.read(peephole), Number), (value) => (peephole.type.element === 'f32' ? value : scale * value));
}
