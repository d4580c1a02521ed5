/**
 * CIRCULAR_BUFFER: the last inputs of a stream. Only every so many runs go on behind it; the others end there, and the model's outputs that come behind it stay as
 * they are (micro/kernels/circular_buffer*.cc). With a second output no run ends: it says whether this is a run that would go on. States follow the input: how many
 * runs there were, without a second output whether this run goes on, and what is kept unless the output is a variable tensor, which keeps it.
 */
import { elementCount, type Op, type Operands } from '../ir/graph.js';

/** Absent: the file does not say how many runs there are from one that goes on to the next. */
export interface CircularBufferAttrs { readonly cycles: number | undefined }

/** Slots of the buffer, elements of one, and the runs from one that goes on to the next. */
export function circularBufferShape(o: Operands<CircularBufferAttrs>) {
  const output = o.output(0), { shape } = output.type, [, slots = 1] = shape, depth = elementCount(o.input(0).type.shape), flagged = o.outputCount === 2;
  return {
    // Old models do not say; TFLM knows those that go on in every run by their slots.
    slots, depth, cycles: o.attrs.cycles ?? ([5, 13, 25].includes(slots) ? 1 : 2), flagged, output,
    runs: o.input(1, 'runs'), complete: flagged ? o.output(1) : o.input(2, 'complete'), kept: output.storage.kind === 'state' ? output : o.input(flagged ? 2 : 3, 'kept'),
  };
}

export const circularBuffer: Op<CircularBufferAttrs> = {
  name: 'circular_buffer',
  check(o) {
    const input = o.input(0, 'input').type, output = o.output(0).type, g = circularBufferShape(o);
    o.require(input.element === 'i8' && output.element === 'i8', 'int8 in and out');
    o.require(input.shape.length === 4 && output.shape.length === 4 && input.shape[0] === output.shape[0] && input.shape[1] === 1 && input.shape[2] === output.shape[2] && input.shape[3] === output.shape[3], 'an input of shape [batch, 1, width, channels], and an output with more rows');
    o.require(input.shape[0] === 1, 'one batch');
    o.require(o.outputCount <= 2 && (!g.flagged || (g.complete.type.element === 'bool' && elementCount(g.complete.type.shape) === 1)), 'one output, and one bool as second output');
    // There TFLM counts such operators of all the models that it has loaded so far.
    o.require(o.attrs.cycles !== undefined || [5, 13, 25].includes(g.slots) || output.shape[2] !== 2 || output.shape[3] !== 96, 'cycles_max in its custom options, with slots of 2 x 96 elements');
  },
  evaluate(o, data) {
    const { depth, cycles, flagged, output, ...g } = circularBufferShape(o), kept = data.i8(g.kept), runs = data.i32(g.runs);
    kept.copyWithin(0, depth);
    kept.set(data.i8(o.input(0)), kept.length - depth);
    if (g.kept !== output) data.i8(output).set(kept);
    runs[0] = (runs[0]! + 1) % cycles;
    data.write(g.complete)[0] = runs[0] === 0 ? 1 : 0;
    if (!flagged && runs[0] !== 0) data.stop();
  },
};
