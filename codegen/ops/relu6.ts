import { relu6, relu6Range } from '../../runtime-ts/ops/relu.js';
import { lookupKernel } from './lookup.js';
import { defineOp, float } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

export default defineOp<null>({
  op: relu6,
  tflite: [{ code: 'RELU6', decode: () => null }],
  kernels: [
    lookupKernel(relu6),
    unaryKernel('bn_range_s16', 'i16', 'i16', (o) => {
      const [low, high] = relu6Range(o);
      return { low, high };
    }),
    unaryKernel('bn_range_f32', 'f32', 'f32', () => ({ low: float(0), high: float(6) })),
  ],
});
