import type { Op, Operands } from '../../runtime-ts/ir/graph.js';
import { reduction, reductionMultiplier, type WalkLoop } from '../../runtime-ts/ops/reduce_sum.js';
import { defineOp, float, list, type Kernel, type KernelParams, type OpSlice, type StructField } from './op_slice.js';

/** How many loops bn_walk has. */
const rank = 6;

/** The fields of bn_walk; loops of one element are left out, neighbours that are walked as one are joined. */
function walk(loops: readonly WalkLoop[]): StructField {
  const joined: WalkLoop[] = [];
  for (const loop of loops.filter(({ extent }) => extent !== 1)) {
    const last = joined.at(-1);
    if (last !== undefined && last.step === loop.step * loop.extent) joined[joined.length - 1] = { extent: last.extent * loop.extent, step: loop.step };
    else joined.push(loop);
  }
  const items = (joined.length > 0 ? joined : [{ extent: 1, step: 0 }]).map(({ extent, step }): StructField => ({ kind: 'struct', fields: { extent, step } }));
  return { kind: 'struct', fields: { rank: joined.length, loops: list(items) } };
}

/** A kernel of one operand, some of whose dimensions are reduced. */
export function reductionKernel(symbol: string, element: string, params: (o: Operands<null>) => KernelParams): Kernel<null> {
  return {
    symbol,
    accepts(o) {
      if (o.input(0).type.element !== element) return `takes ${element}, not ${o.input(0).type.element}`;
      return o.input(0).type.shape.length <= rank ? true : `takes ${rank} dimensions at most`;
    },
    call(o) {
      const { kept, reduced } = reduction(o);
      return { params: { kept: walk(kept), reduced: walk(reduced), ...params(o) }, reads: [o.input(0)], writes: [o.output(0)] };
    },
  };
}

/** MEAN and SUM share their kernels. */
export function reductionSlice(op: Op<null>, code: string, mean: boolean): OpSlice {
  const integer = (o: Operands<null>): KernelParams => {
    const { mantissa, shift } = reductionMultiplier(o, mean);
    return { sum_offset: -o.perTensor(o.input(0)).zeroPoint * reduction(o).count, output_offset: o.perTensor(o.output(0)).zeroPoint, multiplier: mantissa, shift };
  };
  return defineOp<null>({
    op, tflite: [{ code, decode: () => null }],
    kernels: [reductionKernel('bn_sum_s8', 'i8', integer), reductionKernel('bn_sum_s16', 'i16', integer), reductionKernel('bn_sum_f32', 'f32', (o) => ({ divisor: float(mean ? reduction(o).count : 1) }))],
  });
}
