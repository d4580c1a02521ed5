import { lanesOf, type ArgExtreme } from '../../runtime-ts/ops/arg_extreme.js';
import { defineOp, type Kernel, type OpSlice } from './op_slice.js';

/** The slice of ARG_MAX or ARG_MIN, which share their kernels. */
export function argExtremeSlice(op: ArgExtreme, code: string): OpSlice {
  const kernel = (symbol: string, element: string): Kernel<null> => ({
    symbol,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    call: (o) => ({ params: { ...lanesOf(o), largest: op.largest }, reads: [o.input(0)], writes: [o.output(0)] }),
  });
  return defineOp<null>({ op, tflite: [{ code, decode: () => null }], kernels: [kernel('bn_arg_extreme_s8', 'i8'), kernel('bn_arg_extreme_f32', 'f32')] });
}
