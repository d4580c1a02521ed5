import { elementBytes } from '../../runtime-ts/ir/graph.js';
import type { Select } from '../../runtime-ts/ops/select.js';
import { unrepeated } from './arithmetic_kernels.js';
import { defineOp, list, type Kernel, type OpSlice, type StructField } from './op_slice.js';

/** The slice of SELECT or SELECT_V2; kernels are by the size of an element. */
export function selectSlice(op: Select, code: string): OpSlice {
  const kernel = (bytes: number): Kernel<null> => ({
    symbol: `bn_select_${8 * bytes}`,
    accepts: (o) => (elementBytes(o.output(0).type.element) === bytes ? true : `takes elements of ${bytes} bytes`),
    inPlace: (o) => unrepeated(o, [1, 2]),
    call(o) {
      const loops = op.loops(o);
      const items = loops.map(({ extent, steps: [condition = 0, x = 0, y = 0] }): StructField =>
        ({ kind: 'struct', fields: { extent, condition_step: condition, x_step: x, y_step: y } }));
      return { params: { rank: loops.length, loops: list(items) }, reads: [o.input(0), o.input(1), o.input(2)], writes: [o.output(0)] };
    },
  });
  return defineOp<null>({ op, tflite: [{ code, decode: () => null }], kernels: [1, 2, 4, 8].map(kernel) });
}
