import type { Element } from '../../runtime-ts/ir/graph.js';
import { dequantize } from '../../runtime-ts/ops/dequantize.js';
import { defineOp, float, type Kernel } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

function from(element: Element, suffix: string): Kernel<null> {
  return unaryKernel(`bn_dequantize_${suffix}`, element, 'f32', (o) => {
    const { scale, zeroPoint } = o.perTensor(o.input(0));
    return { scale: float(scale), zero_point: zeroPoint };
  });
}

export default defineOp<null>({
  op: dequantize, tflite: [{ code: 'DEQUANTIZE', decode: () => null }], kernels: [from('i8', 's8'), from('u8', 'u8'), from('i16', 's16')],
});
