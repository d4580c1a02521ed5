/** GELU: x * P(X <= x) for a normal X, or its approximation by tanh; not in TFLM (kernels/internal/reference/gelu.h). int8 and int16 as tables. */
import type { Operands } from '../ir/graph.js';
import { erfc } from '../numerics/erfc.js';
import { tanh } from '../numerics/float32.js';
import { int16TableOfReal, int8TableOfReal, interpolate } from '../numerics/lookup_table.js';
import { defineUnary } from './unary.js';

export interface GeluAttrs { readonly approximate: boolean }

const f = Math.fround, minusRootOfHalf = f(-Math.SQRT1_2), rootOfTwoOverPi = f(Math.sqrt(2 / Math.PI)), cubic = f(0.044715);

function exact(x: number): number {
  return f(f(0.5 * x) * erfc(f(x * minusRootOfHalf)));
}

function approximate(x: number): number {
  const inner = f(rootOfTwoOverPi * f(x + f(f(f(cubic * x) * x) * x)));
  return f(f(0.5 * x) * f(1 + tanh(inner)));
}

const functionOf = (o: Operands<GeluAttrs>) => (o.attrs.approximate ? approximate : exact);

/** The 513 samples for int16. */
export function geluTable(o: Operands<GeluAttrs>): Int16Array {
  return int16TableOfReal(o.perTensor(o.input(0)), o.perTensor(o.output(0)), functionOf(o));
}

export const gelu = defineUnary<GeluAttrs>({
  name: 'gelu',
  types: {
    i8: (o) => {
      const table = int8TableOfReal(o.perTensor(o.input(0)), o.perTensor(o.output(0)), functionOf(o));
      return (x) => table[x & 255]!;
    },
    i16: (o) => {
      const table = geluTable(o);
      return (x) => interpolate(table, x);
    },
    f32: functionOf,
  },
});
