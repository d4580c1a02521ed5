import { lanesOf } from '../../runtime-ts/ops/arg_extreme.js';
import { cumsum, cumsumQuantization, type CumsumAttrs } from '../../runtime-ts/ops/cumsum.js';
import { takes } from './arithmetic_kernels.js';
import { defineOp, type Kernel, type KernelParams } from './op_slice.js';
import type { Operands } from '../../runtime-ts/ir/graph.js';

function kernel(symbol: string, element: string, params: (o: Operands<CumsumAttrs>) => KernelParams): Kernel<CumsumAttrs> {
  return {
    symbol,
    accepts: takes(element),
    inPlace: () => [0],
    call: (o) => ({ params: { ...lanesOf(o), exclusive: o.attrs.exclusive, reverse: o.attrs.reverse, ...params(o) }, reads: [o.input(0)], writes: [o.output(0)] }),
  };
}

export default defineOp<CumsumAttrs>({
  op: cumsum,
  tflite: [{ code: 'CUMSUM', decode: (options) => ({ exclusive: options.flag('exclusive'), reverse: options.flag('reverse') }) }],
  kernels: [
    kernel('bn_cumsum_s8', 'i8', (o) => {
      const q = cumsumQuantization(o);
      return { input_offset: q.inputOffset, output_offset: q.outputOffset, multiplier: q.multiplier.mantissa, shift: q.multiplier.shift };
    }),
    kernel('bn_cumsum_f32', 'f32', () => ({})),
  ],
});
