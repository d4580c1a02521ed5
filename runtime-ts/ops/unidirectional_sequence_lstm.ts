/**
 * UNIDIRECTIONAL_SEQUENCE_LSTM without peephole, projection and layer normalisation (micro/kernels/lstm_eval.h, lstm_eval_common.cc).
 * Gates in the order of the operands: input, forget, cell, output. int8 and int16 activations have int16 gates and cell state; int16 ones
 * accumulate in 64 bits.
 */
import type { Op, Operands, Tensors, TypedArray, Value } from '../ir/graph.js';
import { clamp, rangeOf, requantize, roundHalfAway, toMultiplier, type Multiplier } from '../numerics/fixed_point.js';
import { logistic, tanh } from '../numerics/float32.js';
import { logistic16, sigmoidTable, tanh16 } from '../numerics/lookup_table.js';
import { finishWide } from './conv_2d.js';

export interface LstmAttrs {
  readonly timeMajor: boolean;
  /** The cell state is kept within ± this; 0: not at all. */
  readonly cellClip: number;
}

export const gateNames = ['input', 'forget', 'cell', 'output'] as const;

export function lstmShape(o: Operands<LstmAttrs>) {
  const input = o.input(0, 'input'), hidden = o.input(18, 'output state'), cell = o.input(19, 'cell state'), output = o.output(0);
  const [first = 1, second = 1, depth = 1] = input.type.shape, units = output.type.shape[2] ?? 1, { timeMajor } = o.attrs;
  const gates = gateNames.map((name, at) => ({
    name, weights: o.input(1 + at, `input to ${name} weights`), recurrent: o.input(5 + at, `recurrent to ${name} weights`), bias: o.input(12 + at, `${name} gate bias`),
  }));
  return { input, hidden, cell, output, gates, depth, units, batches: timeMajor ? second : first, steps: timeMajor ? first : second };
}

const gateScale = 2 ** -12, nonlinearScale = 2 ** -15;

/** Multipliers of the eight products, of the three element-wise ones, and how the cell state enters tanh. */
export function lstmQuantization(o: Operands<LstmAttrs>) {
  const g = lstmShape(o), x = o.perTensor(g.input), h = o.perTensor(g.hidden), cellScale = o.perTensor(g.cell).scale;
  // As FULLY_CONNECTED: the product of two scales in single precision.
  const product = (scale: number, weights: Value) => toMultiplier(Math.fround(scale * o.perTensor(weights).scale) / gateScale);
  // CheckedLog2 (quantization_util.cc), whose verdict on scales between two powers TFLM does not ask for.
  const cellPower = roundHalfAway(Math.log2(cellScale)), shift = 12 + cellPower;
  const offset = (value: Value): number => 0 - o.perTensor(value).zeroPoint;
  return {
    inputOffset: -x.zeroPoint, hiddenOffset: -h.zeroPoint, hiddenZeroPoint: h.zeroPoint,
    gates: g.gates.map((gate) => ({
      input: product(x.scale, gate.weights), inputFilterOffset: offset(gate.weights),
      recurrent: product(h.scale, gate.recurrent), recurrentFilterOffset: offset(gate.recurrent),
    })),
    outputRange: rangeOf(g.output.type.element === 'i16' ? 'i16' : 'i8'),
    forgetCell: toMultiplier((nonlinearScale * cellScale) / cellScale), inputCell: toMultiplier((nonlinearScale * nonlinearScale) / cellScale),
    hidden: toMultiplier((nonlinearScale * nonlinearScale) / h.scale),
    // tanh's argument is in steps of 1 / (3 * 4096): times multiplier, to the right by shift with rounding.
    tanhMultiplier: shift < 0 ? 3 : 3 * 2 ** shift, tanhShift: shift < 0 ? -shift : 0,
    cellClip: o.attrs.cellClip > 0 ? Math.trunc(Math.min(o.attrs.cellClip / cellScale, 32767)) : 0,
  };
}

export const unidirectionalSequenceLstm: Op<LstmAttrs> = {
  name: 'unidirectional_sequence_lstm',

  check(o) {
    const g = lstmShape(o), element = g.input.type.element;
    o.require(o.inputCount === 24, `24 operands, left out ones counted; it has ${o.inputCount}`);
    o.require(g.input.type.shape.length === 3 && g.output.type.shape.length === 3, 'input and output of rank 3');
    for (const index of [9, 10, 11, 16, 17, 20, 21, 22, 23])
      o.require(o.optional(index) === undefined, 'no peephole, projection or layer normalisation');
    const shapes = (value: Value): string => value.type.shape.join();
    o.require(g.gates.every((gate) => shapes(gate.weights) === `${g.units},${g.depth}` && shapes(gate.recurrent) === `${g.units},${g.units}` && shapes(gate.bias) === `${g.units}`),
      `weights [${g.units}, ${g.depth}] and [${g.units}, ${g.units}] and biases [${g.units}]`);
    o.require(g.hidden.storage.kind === 'state' && g.cell.storage.kind === 'state', 'variable tensors as output and cell state');
    o.require(g.output.type.shape.slice(0, 2).join() === g.input.type.shape.slice(0, 2).join(), 'an output with the batches and steps of the input');
    const float = element === 'f32', cellElement = float ? element : 'i16', weightElement = float ? element : 'i8', biasElement = float ? element : element === 'i8' ? 'i32' : 'i64';
    o.require(['i8', 'i16', 'f32'].includes(element) && g.hidden.type.element === element && g.output.type.element === element && g.cell.type.element === cellElement
      && g.gates.every((gate) => gate.weights.type.element === weightElement && gate.recurrent.type.element === weightElement && gate.bias.type.element === biasElement),
    'int8 weights and an int16 cell state with int8 activations and int32 biases, or int16 activations and int64 biases; or float32 throughout');
    if (float) return;
    for (const value of [g.input, g.hidden, g.cell, ...g.gates.flatMap((gate) => [gate.weights, gate.recurrent])]) o.perTensor(value);
    if (element === 'i16') checkWideGates(o);
  },

  macs(o) {
    const g = lstmShape(o);
    return g.batches * g.steps * g.units * 4 * (g.depth + g.units);
  },

  evaluate(o, data) {
    const g = lstmShape(o), step = g.input.type.element === 'f32' ? floatStep(o, data) : integerStep(o, data);
    const x = data.read(g.input), hidden = data.write(g.hidden), y = data.write(g.output);
    for (let batch = 0; batch < g.batches; batch++)
      for (let time = 0; time < g.steps; time++) {
        const place = o.attrs.timeMajor ? time * g.batches + batch : batch * g.steps + time;
        step(x.subarray(place * g.depth, (place + 1) * g.depth), batch);
        for (let unit = 0; unit < g.units; unit++) y[place * g.units + unit] = hidden[batch * g.units + unit]!;
      }
  },
};

type Step = (x: TypedArray, batch: number) => void;

const to16 = (x: number): number => clamp(x, -32768, 32767);

/** Sums of 64 bits have multipliers that TFLM's MultiplyByQuantizedMultiplier does not go beyond. */
function checkWideGates(o: Operands<LstmAttrs>): void {
  o.require(lstmQuantization(o).gates.every(({ input, recurrent }) => input.shift <= 14 && recurrent.shift <= 14), 'scales of activations times weights below 4');
}

function integerStep(o: Operands<LstmAttrs>, data: Tensors): Step {
  const g = lstmShape(o), q = lstmQuantization(o), table = sigmoidTable(), hidden = data.write(g.hidden), cell = data.i16(g.cell);
  const gates = g.gates.map((gate) => ({ w: data.i8(gate.weights), r: data.i8(gate.recurrent), b: data.read(gate.bias) }));
  const wide = g.input.type.element === 'i16';
  const scaled = (sum: number, bias: number | bigint, m: Multiplier): number => to16(wide ? finishWide(sum, bias, m) : requantize((sum + Number(bias)) | 0, m));
  const tanhOfCell = (value: number): number => tanh16(table, Math.floor((value * q.tanhMultiplier + (q.tanhShift > 0 ? 2 ** (q.tanhShift - 1) : 0)) / 2 ** q.tanhShift));
  return (x, batch) => {
    const start = batch * g.units;
    const values = gates.map(({ w, r, b }, gate) => Array.from({ length: g.units }, (_, unit) => {
      const m = q.gates[gate]!;
      let fromInput = 0, fromHidden = 0;
      for (let d = 0; d < g.depth; d++) fromInput += (w[unit * g.depth + d]! + m.inputFilterOffset) * (Number(x[d]!) + q.inputOffset);
      for (let d = 0; d < g.units; d++) fromHidden += (r[unit * g.units + d]! + m.recurrentFilterOffset) * (Number(hidden[start + d]!) + q.hiddenOffset);
      const sum = to16(scaled(fromInput, b[unit]!, m.input) + scaled(fromHidden, 0, m.recurrent));
      return gateNames[gate] === 'cell' ? tanh16(table, 3 * sum) : logistic16(table, 3 * sum);
    }));
    const [inputGate = [], forgetGate = [], cellGate = [], outputGate = []] = values;
    for (let unit = 0; unit < g.units; unit++) {
      const kept = to16(requantize(forgetGate[unit]! * cell[start + unit]!, q.forgetCell));
      const added = to16(requantize(inputGate[unit]! * cellGate[unit]!, q.inputCell));
      const state = to16(kept + added);
      cell[start + unit] = q.cellClip > 0 ? clamp(state, -q.cellClip, q.cellClip) : state;
      hidden[start + unit] = clamp(requantize(tanhOfCell(cell[start + unit]!) * outputGate[unit]!, q.hidden) + q.hiddenZeroPoint, ...q.outputRange);
    }
  };
}

function floatStep(o: Operands<LstmAttrs>, data: Tensors): Step {
  const f = Math.fround, g = lstmShape(o), hidden = data.f32(g.hidden), cell = data.f32(g.cell), { cellClip } = o.attrs;
  const gates = g.gates.map((gate) => ({ w: data.f32(gate.weights), r: data.f32(gate.recurrent), b: data.f32(gate.bias) }));
  return (x, batch) => {
    const start = batch * g.units;
    const values = gates.map(({ w, r, b }, gate) => Array.from({ length: g.units }, (_, unit) => {
      let fromInput = 0, fromHidden = 0;
      for (let d = 0; d < g.depth; d++) fromInput = f(fromInput + f(Number(x[d]!) * w[unit * g.depth + d]!));
      for (let d = 0; d < g.units; d++) fromHidden = f(fromHidden + f(hidden[start + d]! * r[unit * g.units + d]!));
      const sum = f(f(fromInput + b[unit]!) + fromHidden);
      return gateNames[gate] === 'cell' ? tanh(sum) : logistic(sum);
    }));
    const [inputGate = [], forgetGate = [], cellGate = [], outputGate = []] = values;
    for (let unit = 0; unit < g.units; unit++) {
      const state = f(f(forgetGate[unit]! * cell[start + unit]!) + f(inputGate[unit]! * cellGate[unit]!));
      cell[start + unit] = cellClip > 0 ? clamp(state, -cellClip, cellClip) : state;
      hidden[start + unit] = f(tanh(cell[start + unit]!) * outputGate[unit]!);
    }
  };
}
