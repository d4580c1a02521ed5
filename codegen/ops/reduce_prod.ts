import type { Operands } from '../../runtime-ts/ir/graph.js';
import { productMultiplier, reduceProd } from '../../runtime-ts/ops/fold.js';
import { defineOp, type KernelParams } from './op_slice.js';
import { reductionKernel } from './reduce_sum.js';

function quantized(o: Operands<null>): KernelParams {
  const { mantissa, shift } = productMultiplier(o);
  return { input_offset: -o.perTensor(o.input(0)).zeroPoint, output_offset: o.perTensor(o.output(0)).zeroPoint, multiplier: mantissa, shift };
}

const plain = (): KernelParams => ({});

export default defineOp<null>({
  op: reduceProd, tflite: [{ code: 'REDUCE_PROD', decode: () => null }],
  kernels: [
    reductionKernel('bn_reduce_prod_s8', 'i8', quantized), reductionKernel('bn_reduce_prod_s16', 'i16', quantized),
    reductionKernel('bn_reduce_prod_s32', 'i32', plain), reductionKernel('bn_reduce_prod_f32', 'f32', plain),
  ],
});
