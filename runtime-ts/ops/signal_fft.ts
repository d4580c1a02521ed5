/** SignalRfft and SignalIrfft (signal/micro/kernels/{rfft,irfft}.cc). */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { fftArray, fftPlan, hasFft, inverseRealFft, realFft, type FftArray, type FftElement } from '../numerics/fft.js';

export interface FftAttrs { readonly length: number }

const elements: readonly string[] = ['i16', 'i32', 'f32'];

function checkTypes(o: Operands<FftAttrs>): void {
  const { element, shape } = o.input(0, 'input').type;
  o.require(elements.includes(element) && o.output(0).type.element === element, `int16, int32 or float32 throughout; it has ${element}`);
  o.require(shape.length > 0 && shape.length === o.output(0).type.shape.length, 'an input and an output of one rank');
  o.require(hasFft(o.attrs.length) && o.attrs.length <= 65536, `a length of twice a product of 2, 3 and 5, and of 65,536 at most; it is ${o.attrs.length}`);
}

/** The last extents, and how many transforms there are. */
export function fftShape(o: Operands<FftAttrs>) {
  const input = o.input(0), output = o.output(0), inLength = input.type.shape.at(-1) ?? 1, outLength = output.type.shape.at(-1) ?? 1;
  return { input, output, inLength, outLength, rows: elementCount(input.type.shape) / inLength, element: input.type.element as FftElement };
}

/** A shorter input is followed by zeros. */
export const signalRfft: Op<FftAttrs> = {
  name: 'signal_rfft',
  check(o) {
    checkTypes(o);
    const { inLength, outLength, rows } = fftShape(o);
    o.require(inLength <= o.attrs.length, `rows of ${o.attrs.length} samples at most; they have ${inLength}`);
    o.require(outLength === o.attrs.length + 2 && elementCount(o.output(0).type.shape) === rows * outLength, `rows of ${o.attrs.length + 2} numbers as output; they have ${outLength}`);
  },
  evaluate(o, data) {
    const g = fftShape(o), plan = fftPlan(g.element, o.attrs.length, false), x = data.read(g.input) as FftArray, y = data.write(g.output) as FftArray;
    for (let row = 0; row < g.rows; row++) {
      const samples = fftArray(g.element, o.attrs.length);
      samples.set(x.subarray(row * g.inLength, (row + 1) * g.inLength));
      realFft(plan, samples, y.subarray(row * g.outLength, (row + 1) * g.outLength));
    }
  },
};

export const signalIrfft: Op<FftAttrs> = {
  name: 'signal_irfft',
  check(o) {
    checkTypes(o);
    const { inLength, outLength, rows } = fftShape(o);
    o.require(inLength === o.attrs.length + 2, `rows of ${o.attrs.length + 2} numbers; they have ${inLength}`);
    o.require(outLength === o.attrs.length && elementCount(o.output(0).type.shape) === rows * outLength, `rows of ${o.attrs.length} samples as output; they have ${outLength}`);
  },
  evaluate(o, data) {
    const g = fftShape(o), plan = fftPlan(g.element, o.attrs.length, true), x = data.read(g.input) as FftArray, y = data.write(g.output) as FftArray;
    for (let row = 0; row < g.rows; row++) inverseRealFft(plan, x.subarray(row * g.inLength, (row + 1) * g.inLength), y.subarray(row * g.outLength, (row + 1) * g.outLength));
    // Only the float32 kernel divides by the length (signal/src/irfft_float.cc).
    if (y instanceof Float32Array) y.forEach((value, at) => { y[at] = value / o.attrs.length; });
  },
};
