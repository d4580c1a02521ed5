/** ARG_MAX and ARG_MIN: where along an axis the first largest or smallest element is (micro/kernels/arg_min_max.cc). */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { axisOf } from './movement.js';

export interface ArgExtreme extends Op<null> { readonly largest: boolean }

/** The dimensions before, along and behind the axis. */
export function lanesOf<A>(o: Operands<A>): { readonly outer: number; readonly depth: number; readonly inner: number } {
  const { shape } = o.input(0).type, axis = axisOf(o, o.constant(1, 'axis')[0] ?? 0, shape.length);
  return { outer: elementCount(shape.slice(0, axis)), depth: shape[axis] ?? 1, inner: elementCount(shape.slice(axis + 1)) };
}

function defineArgExtreme(name: string, largest: boolean): ArgExtreme {
  return {
    name,
    largest,

    check(o) {
      const input = o.input(0, 'input'), output = o.output(0), axis = o.input(1, 'axis');
      o.require(['i8', 'f32'].includes(input.type.element), `an input of type i8 or f32; it is ${input.type.element}`);
      o.require(output.type.element === 'i32', `an output of type i32; it is ${output.type.element}`);
      o.require(axis.type.element === 'i32', `an axis of type i32; it is ${axis.type.element}`);
      const { outer, inner } = lanesOf(o);
      o.require(outer * inner === elementCount(output.type.shape), 'an output of the input\'s shape without the axis');
    },

    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.i32(o.output(0)), { depth, inner } = lanesOf(o);
      y.forEach((_, at) => {
        const start = Math.floor(at / inner) * depth * inner + (at % inner);
        let best = 0;
        for (let index = 1; index < depth; index++) {
          const value = x[start + index * inner]!, known = x[start + best * inner]!;
          if (largest ? value > known : value < known) best = index;
        }
        y[at] = best;
      });
    },
  };
}

export const argMax = defineArgExtreme('arg_max', true);
export const argMin = defineArgExtreme('arg_min', false);
