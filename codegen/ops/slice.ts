import { elementBytes, type Operands } from '../../runtime-ts/ir/graph.js';
import { moveBlock, stridesOf } from '../../runtime-ts/ops/movement.js';
import { constantSlice, isConstantSlice, slice } from '../../runtime-ts/ops/slices.js';
import { moveParams, movementKernel, movementView } from './movement_kernel.js';
import { defineOp, list, type Kernel, type StructField } from './op_slice.js';

const movement = movementKernel(constantSlice), partOf = movementView(constantSlice);

const constant: Kernel<null> = { ...movement, accepts: (o) => (isConstantSlice(o) ? movement.accepts?.(o) ?? true : 'takes a constant begin and size only') };

const dynamic: Kernel<null> = {
  symbol: 'bn_slice_dynamic',
  call(o) {
    const begin = o.input(1), input = o.input(0), output = o.output(0);
    return {
      params: { rank: input.type.shape.length, wide: begin.type.element === 'i64', dimensions: list(dimensions(o)), block: { kind: 'struct', fields: blockParams(o) } },
      reads: [input, begin], writes: [output],
    };
  },
};

function dimensions(o: Operands<null>): readonly StructField[] {
  const { shape, element } = o.input(0).type, out = o.output(0).type.shape, steps = stridesOf(shape), size = elementBytes(element);
  return shape.map((extent, at): StructField => ({ kind: 'struct', fields: { last: extent - (out[at] ?? 0), step: (steps[at] ?? 1) * size } }));
}

function blockParams(o: Operands<null>) {
  const out = o.output(0).type.shape;
  return moveParams(o, moveBlock({ input: 0, output: 0 }, out, { shape: o.input(0).type.shape }, { shape: out }));
}

export default defineOp<null>({ op: slice, tflite: [{ code: 'SLICE', decode: () => null }], kernels: [constant, dynamic], view: (o) => (isConstantSlice(o) ? partOf(o) : undefined) });
