/**
 * SVDF: a filter over features, whose last answers are kept in state, and one over time (micro/kernels/svdf_common.cc).
 * Input [batch][features], feature weights [filters][features], time weights [filters][memory], state [batch][filters * memory].
 */
import type { Op, Operands, Tensors } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { clamp, rangeOf, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { tanh } from '../numerics/float32.js';
import { bitsOfFloat } from '../numerics/float32_bits.js';

export interface SvdfAttrs {
  readonly rank: number;
  /** float32 only, where it is computed in full; the integer kernels clamp to the output's type alone. */
  readonly activation: Activation;
}

export function svdfShape(o: Operands<SvdfAttrs>) {
  const input = o.input(0, 'input'), features = o.input(1, 'feature weights'), time = o.input(2, 'time weights'), state = o.input(4, 'activation state');
  const [batches = 1, depth = 1] = input.type.shape, [filters = 1] = features.type.shape, [, memory = 1] = time.type.shape;
  return { input, features, time, bias: o.optional(3), state, output: o.output(0), batches, depth, filters, memory, units: filters / o.attrs.rank };
}

/** The scales are multiplied and divided in single precision. */
export function svdfQuantization(o: Operands<SvdfAttrs>) {
  const f = Math.fround, g = svdfShape(o), scale = (value: typeof g.input): number => o.perTensor(value).scale;
  return {
    inputOffset: -o.perTensor(g.input).zeroPoint, stateZeroPoint: o.perTensor(g.state).zeroPoint, outputOffset: o.perTensor(g.output).zeroPoint,
    feature: toMultiplier(f(f(scale(g.input) * scale(g.features)) / scale(g.state))),
    time: toMultiplier(f(f(scale(g.state) * scale(g.time)) / scale(g.output))),
    stateRange: rangeOf(g.state.type.element === 'i16' ? 'i16' : 'i8'),
  };
}

export const svdf: Op<SvdfAttrs> = {
  name: 'svdf',

  check(o) {
    const g = svdfShape(o), shapes = [g.features, g.time, g.state, g.output].map(({ type }) => type.shape.join());
    const expected = [[g.filters, g.depth], [g.filters, g.memory], [g.batches, g.filters * g.memory], [g.batches, g.units]].map((shape) => shape.join());
    o.require(Number.isInteger(g.units), 'a number of filters that is a multiple of the rank');
    o.require(shapes.join(' ') === expected.join(' '), `weights, state and output of shapes [${expected.join('], [')}]; they have [${shapes.join('], [')}]`);
    o.require(g.state.storage.kind === 'state', 'a variable tensor as activation state');
    o.require(g.bias === undefined || g.bias.type.shape[0] === g.units, 'one bias per unit');
    const types = [g.input, g.features, g.time, g.state, g.output].map(({ type }) => type.element).join(' ');
    o.require(['i8 i8 i8 i8 i8', 'i8 i8 i16 i16 i8', 'f32 f32 f32 f32 f32'].includes(types), `int8 with time weights and state of int8 or int16, or float32; it has ${types}`);
    o.require(g.bias === undefined || g.bias.type.element === (g.input.type.element === 'i8' ? 'i32' : 'f32'), 'a bias of int32, or of float32 for float32');
    if (g.input.type.element !== 'i8') return;
    [g.input, g.features, g.time, g.state, g.output].forEach((value) => o.perTensor(value));
    if (g.bias === undefined) return;
    const difference = (g.bias.type.quantization?.scales[0] ?? 0) - o.perTensor(g.state).scale * o.perTensor(g.time).scale;
    o.require(Math.abs(difference) < 1e-5, 'a bias scale that is the product of the scales of state and time weights');
  },

  macs(o) {
    const g = svdfShape(o);
    return g.batches * g.filters * (g.depth + g.memory);
  },

  evaluate(o, data) {
    const g = svdfShape(o), state = data.write(g.state);
    // One step into the past for all filters at once; the newest place of each is written next.
    state.copyWithin(0, 1);
    if (g.input.type.element === 'f32') evaluateFloat(o, data);
    else evaluateInteger(o, data);
  },
};

function evaluateInteger(o: Operands<SvdfAttrs>, data: Tensors): void {
  const g = svdfShape(o), q = svdfQuantization(o), { rank } = o.attrs;
  const x = data.i8(g.input), w = data.i8(g.features), time = data.read(g.time), state = data.write(g.state), y = data.i8(g.output);
  const bias = g.bias && data.i32(g.bias);
  for (let batch = 0; batch < g.batches; batch++) {
    const row = (filter: number): number => (batch * g.filters + filter) * g.memory;
    for (let filter = 0; filter < g.filters; filter++) {
      let sum = 0;
      for (let d = 0; d < g.depth; d++) sum += w[filter * g.depth + d]! * (x[batch * g.depth + d]! + q.inputOffset);
      // The zero point comes after the clamp, so that an int8 state with one wraps around, as TFLM's does.
      state[row(filter) + g.memory - 1] = clamp(requantize(sum, q.feature), ...q.stateRange) + q.stateZeroPoint;
    }
    for (let unit = 0; unit < g.units; unit++) {
      let sum = bias?.[unit] ?? 0;
      for (let filter = unit * rank; filter < (unit + 1) * rank; filter++)
        for (let at = 0; at < g.memory; at++) sum += Number(time[filter * g.memory + at]!) * (Number(state[row(filter) + at]!) - q.stateZeroPoint);
      y[batch * g.units + unit] = clamp(requantize(sum | 0, q.time) + q.outputOffset, -128, 127);
    }
  }
}

/** As std::max(low, std::min(x, high)): NaN becomes the lower bound. */
function within(x: number, low: number, high: number): number {
  return x > low ? (x < high ? x : high) : low;
}

/** ActivationValFloat (micro/kernels/activation_utils.h). */
export function activationValue(activation: Activation, x: number): number {
  switch (activation) {
    case 'none': return x;
    case 'tanh': return tanh(x);
    case 'sign_bit': return bitsOfFloat(x) >>> 31;
    case 'relu': return within(x, 0, Infinity);
    case 'relu6': return within(x, 0, 6);
    case 'relu_n1_to_1': return within(x, -1, 1);
  }
}

function evaluateFloat(o: Operands<SvdfAttrs>, data: Tensors): void {
  const f = Math.fround, g = svdfShape(o), { rank, activation } = o.attrs;
  const x = data.f32(g.input), w = data.f32(g.features), time = data.f32(g.time), state = data.f32(g.state), y = data.f32(g.output);
  const bias = g.bias && data.f32(g.bias);
  for (let batch = 0; batch < g.batches; batch++) {
    const row = (filter: number): number => (batch * g.filters + filter) * g.memory;
    for (let filter = 0; filter < g.filters; filter++) {
      let sum = 0;
      for (let d = 0; d < g.depth; d++) sum = f(sum + f(w[filter * g.depth + d]! * x[batch * g.depth + d]!));
      state[row(filter) + g.memory - 1] = sum;
    }
    for (let unit = 0; unit < g.units; unit++) {
      let total = bias?.[unit] ?? 0;
      for (let filter = unit * rank; filter < (unit + 1) * rank; filter++) {
        let sum = 0;
        for (let at = 0; at < g.memory; at++) sum = f(sum + f(time[filter * g.memory + at]! * state[row(filter) + at]!));
        total = f(total + sum);
      }
      y[batch * g.units + unit] = activationValue(activation, total);
    }
  }
}
