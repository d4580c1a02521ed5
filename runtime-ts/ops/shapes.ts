/** SHAPE and BROADCAST_ARGS: shapes as tensors. */
import { elementCount, type Op } from '../ir/graph.js';

/** micro/kernels/shape.cc: the extents of the input, which are known in advance. */
export const shape: Op<null> = {
  name: 'shape',
  check(o) {
    o.require(o.output(0).type.element === 'i32', 'an output of type int32');
    o.require(elementCount(o.output(0).type.shape) === o.input(0).type.shape.length, 'one output element for each dimension of the input');
  },
  evaluate(o, data) { data.i32(o.output(0)).set(o.input(0).type.shape); },
};

/** micro/kernels/broadcast_args.cc: the shape to which two shapes broadcast. Where neither extent is 1 the first counts. */
export const broadcastArgs: Op<null> = {
  name: 'broadcast_args',
  check(o) {
    const a = o.input(0, 'shape 0').type, b = o.input(1, 'shape 1').type, output = o.output(0).type;
    o.require(['i32', 'i64'].includes(a.element) && a.element === b.element && output.element === a.element, 'shapes of type int32 or int64 throughout');
    o.require(a.shape.length === 1 && b.shape.length === 1 && elementCount(output.shape) === Math.max(elementCount(a.shape), elementCount(b.shape)), 'two lists, and an output as long as the longer one');
  },
  evaluate(o, data) {
    const a = data.read(o.input(0)), b = data.read(o.input(1)), y = data.write(o.output(0));
    for (let end = 1; end <= y.length; end++) {
      const left = end <= a.length ? a[a.length - end]! : undefined, right = end <= b.length ? b[b.length - end]! : undefined;
      y[y.length - end] = left === undefined || (Number(left) === 1 && right !== undefined) ? right! : left;
    }
  },
};
