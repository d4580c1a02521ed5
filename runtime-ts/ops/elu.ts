/** ELU: x, or exp(x) - 1 where x is negative; int8 as a table (micro/kernels/elu.cc, reference/elu.h). */
import { expm1 } from '../numerics/float32.js';
import { int8TableOfReal } from '../numerics/lookup_table.js';
import { defineUnary } from './unary.js';

/** As the table's entries are made: by exp, which is rounded before 1 is taken away. */
function eluOfTable(x: number): number {
  return x < 0 ? Math.fround(Math.fround(Math.exp(x)) - 1) : x;
}

export const elu = defineUnary<null>({
  name: 'elu',
  types: {
    i8: (o) => {
      const table = int8TableOfReal(o.perTensor(o.input(0)), o.perTensor(o.output(0)), eluOfTable);
      return (x) => table[x & 255]!;
    },
    f32: () => (x) => (x < 0 ? expm1(x) : x),
  },
});
