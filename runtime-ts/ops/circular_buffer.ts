/**
 * CIRCULAR_BUFFER: the last inputs of a stream. Only every so many runs go on behind it; the others end there, and the model's outputs stay as they are
 * (micro/kernels/circular_buffer*.cc). Operand 1 is what it keeps, operand 2 counts runs, operand 3 says whether the last run went on.
 */
import { elementCount, type Op, type Operands } from '../ir/graph.js';

export interface CircularBufferAttrs { readonly cycles: number }

/** Slots of the buffer, elements of one, and the runs from one that goes on to the next. */
export function circularBufferShape(o: Operands<CircularBufferAttrs>) {
  const { shape } = o.output(0).type, [, slots = 1] = shape, depth = elementCount(o.input(0).type.shape);
  // Old models do not say; TFLM knows those that go on in every run by their slots.
  return { slots, depth, cycles: o.attrs.cycles > 0 ? o.attrs.cycles : [5, 13, 25].includes(slots) ? 1 : 2 };
}

export const circularBuffer: Op<CircularBufferAttrs> = {
  name: 'circular_buffer',
  check(o) {
    const input = o.input(0, 'input').type, output = o.output(0).type;
    o.require(input.element === 'i8' && output.element === 'i8', 'int8 in and out');
    o.require(input.shape.length === 4 && output.shape.length === 4 && input.shape[0] === output.shape[0] && input.shape[1] === 1 && input.shape[2] === output.shape[2] && input.shape[3] === output.shape[3], 'an input of shape [batch, 1, width, channels], and an output with more rows');
    o.require(input.shape[0] === 1, 'one batch');
    o.require(o.outputCount === 1, 'one output');
  },
  evaluate(o, data) {
    const { depth, cycles } = circularBufferShape(o), x = data.i8(o.input(0)), kept = data.i8(o.input(1)), runs = data.i32(o.input(2)), complete = data.write(o.input(3));
    kept.copyWithin(0, depth);
    kept.set(x, kept.length - depth);
    data.i8(o.output(0)).set(kept);
    runs[0] = (runs[0]! + 1) % cycles;
    complete[0] = runs[0] === 0 ? 1 : 0;
    if (runs[0] !== 0) data.stop();
  },
};
