import type { Element } from '../../runtime-ts/ir/graph.js';
import { quantize, requantization } from '../../runtime-ts/ops/quantize.js';
import { lookupKernel } from './lookup.js';
import { defineOp, float, type Kernel } from './op_slice.js';
import { unaryKernel } from './unary_kernels.js';

const suffix: Readonly<Partial<Record<Element, string>>> = { i8: 's8', i16: 's16', i32: 's32' };

function rescale(from: Element, to: Element): Kernel<null> {
  return unaryKernel(`bn_quantize_${suffix[from]}_${suffix[to]}`, from, to, (o) => {
    const q = requantization(o);
    return { input_offset: q.inputOffset, output_offset: q.outputOffset, multiplier: q.multiplier.mantissa, shift: q.multiplier.shift };
  });
}

function fromFloat(to: 'i8' | 'i16'): Kernel<null> {
  return unaryKernel(`bn_quantize_f32_${suffix[to]}`, 'f32', to, (o) => {
    const { scale, zeroPoint } = o.perTensor(o.output(0));
    return { scale: float(scale), zero_point: zeroPoint };
  });
}

export default defineOp<null>({
  op: quantize,
  tflite: [{ code: 'QUANTIZE', decode: () => null }],
  kernels: [
    lookupKernel(quantize), fromFloat('i8'), fromFloat('i16'), rescale('i8', 'i16'), rescale('i8', 'i32'), rescale('i16', 'i8'),
    rescale('i16', 'i16'), rescale('i16', 'i32'), rescale('i32', 'i8'), rescale('i32', 'i16'),
  ],
});
