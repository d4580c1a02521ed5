import { elementCount } from '../../runtime-ts/ir/graph.js';
import { broadcastArgs } from '../../runtime-ts/ops/shapes.js';
import { defineOp, type Kernel } from './op_slice.js';

const kernel = (symbol: string, element: 'i32' | 'i64'): Kernel<null> => ({
  symbol, header: 'bn_broadcast_args.h',
  accepts: (o) => (o.output(0).type.element === element ? true : `takes ${element}, not ${o.output(0).type.element}`),
  call(o) {
    const [left, right, output] = [o.input(0), o.input(1), o.output(0)];
    return {
      params: { left: elementCount(left.type.shape), right: elementCount(right.type.shape), output: elementCount(output.type.shape) },
      reads: [left, right], writes: [output],
    };
  },
});

export default defineOp<null>({
  op: broadcastArgs, tflite: [{ code: 'BROADCAST_ARGS', decode: () => null }], kernels: [kernel('bn_broadcast_args_s32', 'i32'), kernel('bn_broadcast_args_s64', 'i64')],
});
