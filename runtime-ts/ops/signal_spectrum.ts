/** SignalWindow, SignalFftAutoScale and SignalEnergy: around a Fourier transform (signal/src/{window,fft_auto_scale,energy}.cc). */
import { elementCount, type Op } from '../ir/graph.js';
import { clamp } from '../numerics/fixed_point.js';

export interface WindowingAttrs { readonly shift: number }

/** Samples times weights, row by row. */
export const signalWindow: Op<WindowingAttrs> = {
  name: 'signal_window',
  check(o) {
    const input = o.input(0, 'input').type, weights = o.input(1, 'weights').type, output = o.output(0).type;
    o.require([input, weights, output].every(({ element }) => element === 'i16'), 'int16 samples and weights');
    o.require(weights.shape.length === 1 && elementCount(input.shape) % elementCount(weights.shape) === 0, 'samples that are a multiple of the weights');
    o.require(input.shape.length === output.shape.length && elementCount(input.shape) === elementCount(output.shape), 'an output of the input\'s size');
    o.require(o.attrs.shift >= 0 && o.attrs.shift <= 31, 'a shift from 0 to 31');
  },
  evaluate(o, data) {
    const x = data.i16(o.input(0)), weights = data.i16(o.input(1)), y = data.i16(o.output(0));
    x.forEach((value, at) => { y[at] = clamp((value * weights[at % weights.length]!) >> o.attrs.shift, -32768, 32767); });
  },
};

/** Bits of a number: 32 minus its leading zeros. */
export const bitsOf = (x: number): number => 32 - Math.clz32(x);

/** As far to the left as the largest sample allows; output 1 is how far. */
export const signalFftAutoScale: Op<null> = {
  name: 'signal_fft_auto_scale',
  check(o) {
    o.require(o.input(0, 'input').type.element === 'i16' && o.output(0).type.element === 'i16', 'int16 samples');
    o.require(o.input(0).type.shape.length === 1 && o.input(0).type.shape.join() === o.output(0).type.shape.join(), 'an input and an output of rank 1 and one size');
    o.require(o.outputCount === 2 && o.output(1).type.element === 'i32' && elementCount(o.output(1).type.shape) === 1, 'one int32 as second output');
  },
  evaluate(o, data) {
    const x = data.i16(o.input(0)), y = data.i16(o.output(0)), largest = new Int16Array(1);
    // The absolute value of -32768 is itself, as in TFLM's int16 (max_abs.cc).
    for (const value of x) {
      if (value > largest[0]!) largest[0] = value;
      else if (-value > largest[0]!) largest[0] = -value;
    }
    // TFLM counts 32 bits for 0 (msb_32.cc).
    const shift = largest[0] === 0 ? 0 : Math.max(16 - bitsOf(largest[0]!) - 1, 0);
    x.forEach((value, at) => { y[at] = value << shift; });
    data.i32(o.output(1))[0] = shift;
  },
};

export interface EnergyAttrs { readonly start: number; readonly end: number }

/** The squares of complex numbers from `start` to before `end`; TFLM leaves the others as they are, here they are 0. */
export const signalEnergy: Op<EnergyAttrs> = {
  name: 'signal_energy',
  check(o) {
    const input = o.input(0, 'input').type, output = o.output(0).type, { start, end } = o.attrs;
    o.require(input.element === 'i16' && output.element === 'u32' && input.shape.length === 1 && output.shape.length === 1, 'an int16 input and a uint32 output of rank 1');
    o.require(start >= 0 && start <= end && 2 * end <= elementCount(input.shape) && end <= elementCount(output.shape), 'a range inside input and output');
  },
  evaluate(o, data) {
    const x = data.i16(o.input(0)), y = data.write(o.output(0)), { start, end } = o.attrs;
    for (let at = 0; at < y.length; at++) y[at] = at >= start && at < end ? x[2 * at]! ** 2 + x[2 * at + 1]! ** 2 : 0;
  },
};
