import { typeBytes, type Op } from '../../runtime-ts/ir/graph.js';
import { defineOp, type Kernel, type OpSlice, type TfliteOptions } from './op_slice.js';

const copy: Kernel<unknown> = {
  symbol: 'bn_copy',
  call: (o) => ({ params: { bytes: typeBytes(o.output(0).type) }, reads: [o.input(0)], writes: [o.output(0)] }),
};

/** An operator that changes the shape and leaves the bytes. */
export function sameBytesSlice<A>(op: Op<A>, code: string, decode: (options: TfliteOptions) => A): OpSlice {
  return defineOp<A>({
    op, tflite: [{ code, decode }], kernels: [copy], alias: true,
    identity: (o) => o.input(0).type.shape.join() === o.output(0).type.shape.join(),
  });
}
