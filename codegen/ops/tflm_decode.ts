import { decodedBytes, tflmDecode } from '../../runtime-ts/ops/tflm_decode.js';
import { defineOp, table, type KernelCall } from './op_slice.js';

/** Folded before kernels are chosen, unless a result is one of the model's: then its bytes are written as they are. */
export default defineOp<null>({
  op: tflmDecode,
  tflite: [{ code: 'TFLM_DECODE', custom: true, decode: () => null }],
  kernels: [{
    symbol: 'bn_fill',
    call: (o) => Array.from({ length: o.outputCount }, (_, index): KernelCall => {
      const bytes = decodedBytes(o, index);
      return { params: { count: 1, size: bytes.length, element: table('decoded', 'u8', bytes, 'a tensor, as bytes') }, reads: [], writes: [o.output(index)] };
    }),
  }],
});
