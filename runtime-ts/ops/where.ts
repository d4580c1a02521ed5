/** WHERE: the coordinates of what is true in a condition; not in TFLM (kernels/where.cc, reference/reference_ops.h, SelectTrueCoords). */
import type { Op, Operands } from '../ir/graph.js';
import { stridesOf } from './movement.js';

/** One row of coordinates for each element that is true. */
export function trueCoordinates(o: Operands<null>): readonly (readonly number[])[] {
  const { shape } = o.input(0).type, strides = stridesOf(shape);
  return o.constant(0, 'condition').flatMap((value, at) => (value === 0 ? [] : [shape.map((extent, axis) => Math.floor(at / (strides[axis] ?? 1)) % extent)]));
}

/** A condition that is known in advance: how many are true is the shape of the result. */
export const where: Op<null> = {
  name: 'where',
  check(o) {
    const condition = o.input(0, 'condition'), output = o.output(0).type, { shape } = condition.type;
    o.require(condition.type.element === 'bool' && shape.length >= 1, `a condition of bool, not a scalar; it is ${condition.type.element} [${shape.join(', ')}]`);
    o.require(condition.storage.kind === 'constant', 'a constant condition: every shape is fixed when a model is compiled, and a computed condition has one row for each element that is true');
    const expected = [trueCoordinates(o).length, shape.length];
    o.require(output.element === 'i64' && output.shape.join() === expected.join(), `an output of int64 and shape [${expected.join(', ')}]`);
  },
  evaluate(o, data) {
    const y = data.write(o.output(0));
    trueCoordinates(o).flat().forEach((value, at) => { y[at] = BigInt(value); });
  },
};
