/** DYNAMIC_UPDATE_SLICE: the operand with a block of it replaced, at a place that may be computed (micro/kernels/dynamic_update_slice.cc). */
import { bytesOf, elementCount, type Op } from '../ir/graph.js';
import { stridesOf } from './movement.js';

export const dynamicUpdateSlice: Op<null> = {
  name: 'dynamic_update_slice',
  check(o) {
    const operand = o.input(0, 'operand').type, update = o.input(1, 'update').type, indices = o.input(2, 'start indices').type, output = o.output(0).type;
    const elements = ['i8', 'i16', 'i32', 'f32'];
    o.require(elements.includes(operand.element) && update.element === operand.element && output.element === operand.element, `elements of type ${elements.join(', ')} throughout; it has ${operand.element}`);
    o.require(['i32', 'i64'].includes(indices.element) && indices.shape.length === 1 && elementCount(indices.shape) === operand.shape.length, 'an int32 or int64 start index for each dimension');
    o.require(update.shape.length === operand.shape.length && update.shape.every((extent, at) => extent <= (operand.shape[at] ?? 0)), 'an update that fits into the operand');
    o.require(operand.shape.length <= 6, 'six dimensions at most');
    o.require(operand.shape.join() === output.shape.join(), 'an output of the operand\'s shape');
  },
  evaluate(o, data) {
    const operand = o.input(0).type.shape, update = o.input(1).type.shape, y = data.write(o.output(0)), block = data.read(o.input(1));
    const start = Array.from<number | bigint, number>(data.read(o.input(2)), Number).map((index, at) => Math.min(Math.max(index, 0), (operand[at] ?? 0) - (update[at] ?? 0)));
    const outSteps = stridesOf(operand), steps = stridesOf(update);
    new Uint8Array(y.buffer, y.byteOffset, y.byteLength).set(bytesOf(data.read(o.input(0))));
    for (let at = 0; at < block.length; at++) {
      const to = steps.reduce((sum, step, axis) => sum + ((start[axis] ?? 0) + (Math.floor(at / step) % (update[axis] ?? 1))) * (outSteps[axis] ?? 0), 0);
      y[to] = block[at]!;
    }
  },
};
