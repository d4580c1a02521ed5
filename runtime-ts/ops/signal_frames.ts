/** SignalDelay, SignalFramer, SignalStacker and SignalOverlapAdd: streams of samples, cut, kept and joined (signal/micro/kernels). */
import { elementCount, type Element, type Op, type Operands, type TensorType, type Value } from '../ir/graph.js';
import { clamp } from '../numerics/fixed_point.js';

const rowsOf = (value: Value): { readonly length: number; readonly rows: number } => {
  const length = value.type.shape.at(-1) ?? 1;
  return { length, rows: elementCount(value.type.shape) / length };
};
const isFlag = (type: TensorType): boolean => type.element === 'bool' && elementCount(type.shape) === 1;

function requireInt16<A>(o: Operands<A>): void {
  o.require(o.input(0, 'input').type.element === 'i16' && o.output(0).type.element === 'i16', 'int16 samples');
}

export interface DelayAttrs { readonly delay: number }

/** Operand 1, the state: the last `delay` samples of each row (delay.cc). */
export const signalDelay: Op<DelayAttrs> = {
  name: 'signal_delay',
  check(o) {
    requireInt16(o);
    o.require(o.attrs.delay >= 1, 'a delay of 1 or more');
    o.require(o.input(0).type.shape.join() === o.output(0).type.shape.join(), 'an output of the input\'s shape');
  },
  evaluate(o, data) {
    const { length, rows } = rowsOf(o.input(0)), { delay } = o.attrs, x = data.i16(o.input(0)), y = data.i16(o.output(0)), kept = data.i16(o.input(1));
    for (let row = 0; row < rows; row++) {
      const line = [...kept.subarray(row * delay, (row + 1) * delay), ...x.subarray(row * length, (row + 1) * length)];
      y.set(line.slice(0, length), row * length);
      kept.set(line.slice(length), row * delay);
    }
  },
};

export interface FramerAttrs { readonly size: number; readonly step: number; readonly prefill: boolean }

/** Samples that a row's state has room for. */
export const framerCapacity = ({ size, step }: FramerAttrs): number => Math.ceil(size / step) * step;

/**
 * Operand 1: the samples of each row that wait; operand 2: how many of them there are in each row. A frame that is not complete is zeros,
 * and makes output 1 false (framer.cc).
 */
export const signalFramer: Op<FramerAttrs> = {
  name: 'signal_framer',
  check(o) {
    requireInt16(o);
    const { size, step, prefill } = o.attrs, { length, rows } = rowsOf(o.input(0));
    o.require(step >= 1 && size >= 1 && (!prefill || size >= step), 'a frame of one step at least');
    o.require(length % step === 0, `rows that are a multiple of ${step} samples`);
    o.require(elementCount(o.output(0).type.shape) === rows * (length / step) * size && o.output(0).type.shape.at(-1) === size, `an output of ${length / step} frames of ${size} samples for each row`);
    o.require(o.outputCount === 2 && isFlag(o.output(1).type), 'one bool as second output');
  },
  evaluate(o, data) {
    const { size, step } = o.attrs, { length, rows } = rowsOf(o.input(0)), frames = length / step, capacity = framerCapacity(o.attrs);
    const x = data.i16(o.input(0)), y = data.i16(o.output(0)), kept = data.i16(o.input(1)), counts = data.i32(o.input(2));
    let valid = 1;
    for (let row = 0; row < rows; row++) {
      const line = kept.subarray(row * capacity, (row + 1) * capacity);
      for (let frame = 0; frame < frames; frame++) {
        const at = row * frames + frame, waiting = counts[row]!;
        line.set(x.subarray(at * step, (at + 1) * step), waiting);
        counts[row] = waiting + step;
        if (counts[row]! >= size) {
          y.set(line.subarray(0, size), at * size);
          line.copyWithin(0, step);
          counts[row] = counts[row]! - step;
        } else {
          y.fill(0, at * size, (at + 1) * size);
          valid = 0;
        }
      }
    }
    data.write(o.output(1))[0] = valid;
  },
};

export interface StackerAttrs { readonly channels: number; readonly left: number; readonly right: number; readonly step: number }

/**
 * Operand 1: the frames that wait; operand 2: how many there are, and whether one has ever come. The first frame is repeated `left` times.
 * Where there are not enough the output is zeros, and output 1 false (stacker.cc).
 */
export const signalStacker: Op<StackerAttrs> = {
  name: 'signal_stacker',
  check(o) {
    requireInt16(o);
    const { channels, left, right, step } = o.attrs;
    o.require(channels >= 1 && left >= 0 && right >= 0 && step >= 1 && step <= left + right + 1, 'frames of one channel at least, and a step within the context');
    o.require(elementCount(o.input(0).type.shape) >= channels, `an input of ${channels} channels`);
    o.require(elementCount(o.output(0).type.shape) === channels * (left + right + 1), `an output of ${channels * (left + right + 1)} samples`);
    o.require(o.outputCount === 2 && isFlag(o.output(1).type), 'one bool as second output');
  },
  evaluate(o, data) {
    const { channels, left, right, step } = o.attrs, frames = left + right + 1, x = data.i16(o.input(0)).subarray(0, channels), y = data.i16(o.output(0));
    const kept = data.i16(o.input(1)), state = data.i32(o.input(2)), copies = state[1] === 0 ? left + 1 : 1;
    for (let copy = 0; copy < copies; copy++) kept.set(x, (state[0]! + copy) * channels);
    state[0] = state[0]! + copies;
    state[1] = 1;
    const valid = state[0] >= frames;
    if (valid) {
      y.set(kept);
      kept.copyWithin(0, step * channels);
      state[0] -= step;
    } else y.fill(0);
    data.write(o.output(1))[0] = valid ? 1 : 0;
  },
};

export interface OverlapAddAttrs { readonly step: number }

/** Frames [..., frames, size] to samples [..., frames * step]; operand 1: what later samples have got so far (overlap_add.cc). */
export const signalOverlapAdd: Op<OverlapAddAttrs> = {
  name: 'signal_overlap_add',
  check(o) {
    const input = o.input(0, 'input').type, [frames = 1, size = 1] = input.shape.slice(-2), { step } = o.attrs, elements: readonly Element[] = ['i16', 'f32'];
    o.require(elements.includes(input.element) && o.output(0).type.element === input.element, `int16 or float32 throughout; it has ${input.element}`);
    o.require(input.shape.length >= 2 && o.output(0).type.shape.length === input.shape.length - 1, 'frames of one dimension more than the output');
    o.require(step >= 1 && step <= size, 'a step of one frame at most');
    o.require(o.output(0).type.shape.at(-1) === frames * step && elementCount(o.output(0).type.shape) * size === elementCount(input.shape) * step, `an output of ${frames * step} samples for each row`);
  },
  evaluate(o, data) {
    const [frames = 1, size = 1] = o.input(0).type.shape.slice(-2), { step } = o.attrs, x = data.read(o.input(0)), y = data.write(o.output(0)), sums = data.read(o.input(1));
    if (!(x instanceof Int16Array || x instanceof Float32Array)) throw new Error('frames are of another type');
    const float = x instanceof Float32Array, rows = x.length / (frames * size);
    for (let row = 0; row < rows; row++) {
      const sum = sums.subarray(row * size, (row + 1) * size);
      for (let frame = 0; frame < frames; frame++) {
        const at = row * frames + frame;
        for (let i = 0; i < size; i++) {
          const added = Number(sum[i]!) + x[at * size + i]!;
          sum[i] = float ? Math.fround(added) : clamp(added, -32768, 32767);
        }
        for (let i = 0; i < step; i++) y[at * step + i] = sum[i]!;
        sum.copyWithin(0, step);
        sum.fill(0 as never, size - step);
      }
    }
  },
};
