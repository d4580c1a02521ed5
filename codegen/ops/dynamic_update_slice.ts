import { elementBytes, typeBytes } from '../../runtime-ts/ir/graph.js';
import { dynamicUpdateSlice } from '../../runtime-ts/ops/dynamic_update_slice.js';
import { stridesOf } from '../../runtime-ts/ops/movement.js';
import { defineOp, list, type Kernel, type StructField } from './op_slice.js';

const kernel = (symbol: string, element: 'i32' | 'i64'): Kernel<null> => ({
  symbol, header: 'bn_dynamic_update_slice.h',
  accepts: (o) => (o.input(2).type.element === element ? true : `takes indices of type ${element}, not ${o.input(2).type.element}`),
  call(o) {
    const [operand, update, indices] = [o.input(0), o.input(1), o.input(2)], size = elementBytes(operand.type.element), steps = stridesOf(operand.type.shape);
    const loops = update.type.shape.map((extent, at): StructField =>
      ({ kind: 'struct', fields: { extent, last: (operand.type.shape[at] ?? extent) - extent, step: (steps[at] ?? 1) * size } }));
    return {
      params: { bytes: typeBytes(operand.type), rank: loops.length, run: (update.type.shape.at(-1) ?? 1) * size, loops: list(loops) },
      reads: [operand, update, indices], writes: [o.output(0)],
    };
  },
});

export default defineOp<null>({
  op: dynamicUpdateSlice, tflite: [{ code: 'DYNAMIC_UPDATE_SLICE', decode: () => null }],
  kernels: [kernel('bn_dynamic_update_slice_s32', 'i32'), kernel('bn_dynamic_update_slice_s64', 'i64')],
});
