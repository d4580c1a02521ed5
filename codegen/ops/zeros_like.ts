import { elementBytes, elementCount } from '../../runtime-ts/ir/graph.js';
import { zerosLike } from '../../runtime-ts/ops/zeros_like.js';
import { defineOp, table } from './op_slice.js';

export default defineOp<null>({
  op: zerosLike, tflite: [{ code: 'ZEROS_LIKE', decode: () => null }],
  kernels: [{
    symbol: 'bn_fill',
    call(o) {
      const { element, shape } = o.output(0).type, size = elementBytes(element);
      return { params: { count: elementCount(shape), size, element: table('zero', 'u8', new Uint8Array(size), `[${size}]`) }, reads: [], writes: [o.output(0)] };
    },
  }],
});
