/** ONE_HOT: at each index a list of `depth` elements, one of them `on`; not in TFLM (kernels/one_hot.cc). */
import { elementCount, type Element, type Op, type Operands } from '../ir/graph.js';

/** -1: behind the dimensions of the indices. */
export interface OneHotAttrs { readonly axis: number }

const elements: readonly Element[] = ['i8', 'u8', 'i32', 'i64', 'f32', 'bool'];

export function oneHotShape(o: Operands<OneHotAttrs>) {
  const { shape } = o.input(0, 'indices').type, axis = o.attrs.axis === -1 ? shape.length : o.attrs.axis;
  return { axis, shape, depth: o.constant(1, 'depth')[0] ?? 0, outer: elementCount(shape.slice(0, axis)), inner: elementCount(shape.slice(axis)) };
}

export const oneHot: Op<OneHotAttrs> = {
  name: 'one_hot',

  check(o) {
    const indices = o.input(0, 'indices').type, depth = o.input(1, 'depth').type, on = o.input(2, 'on value').type, off = o.input(3, 'off value').type, output = o.output(0).type;
    o.require(['i32', 'i64'].includes(indices.element), 'indices of int32 or int64');
    o.require(depth.element === 'i32' && [depth, on, off].every(({ shape }) => elementCount(shape) === 1), 'one int32 depth, one value that is on and one that is off');
    o.require(elements.includes(on.element) && off.element === on.element && output.element === on.element, `values and output of one type of ${elements.join(', ')}; they are ${on.element}, ${off.element} and ${output.element}`);
    const g = oneHotShape(o);
    o.require(g.axis >= 0 && g.axis <= g.shape.length, `an axis from -1 to ${g.shape.length}; it is ${o.attrs.axis}`);
    const expected = [...g.shape.slice(0, g.axis), g.depth, ...g.shape.slice(g.axis)];
    o.require(g.depth >= 0 && output.shape.join() === expected.join(), `an output of shape [${expected.join(', ')}]`);
  },

  evaluate(o, data) {
    const { depth, inner } = oneHotShape(o), indices = data.read(o.input(0)), on = data.read(o.input(2))[0]!, off = data.read(o.input(3))[0]!, y = data.write(o.output(0));
    y.fill(off as never);
    indices.forEach((index: number | bigint, at: number) => {
      // TFLite compares the low 32 bits of an index.
      const place = typeof index === 'bigint' ? Number(BigInt.asIntN(32, index)) : index;
      if (place >= 0 && place < depth) y[(Math.floor(at / inner) * depth + place) * inner + (at % inner)] = on;
    });
  },
};
