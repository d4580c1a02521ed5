import { elementCount } from '../../runtime-ts/ir/graph.js';
import { lmSwiglu } from '../../runtime-ts/ops/language_model.js';
import { defineOp, type Kernel } from './op_slice.js';

const kernel = (symbol: string, rest: Partial<Kernel<null>>): Kernel<null> => ({
  symbol, ...rest, inPlace: () => [0, 1],
  call: (o) => ({ params: { count: elementCount(o.output(0).type.shape) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)] }),
});

export default defineOp<null>({ op: lmSwiglu, tflite: [], kernels: [kernel('bn_lm_swiglu_mve', { needs: ['mve'] }), kernel('bn_lm_swiglu_neon', { needs: ['neon'] }), kernel('bn_lm_swiglu', { header: 'bn_lm_vector.h' })] });
