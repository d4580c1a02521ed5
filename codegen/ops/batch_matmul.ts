import type { Operands } from '../../runtime-ts/ir/graph.js';
import { batchMatmul, batchMatmulQuantization, batchMatmulShape, type BatchMatmulAttrs } from '../../runtime-ts/ops/batch_matmul.js';
import { broadcastParams, takes } from './arithmetic_kernels.js';
import { defineOp, type Kernel, type KernelParams } from './op_slice.js';

function kernel(symbol: string, element: string, params: (o: Operands<BatchMatmulAttrs>) => KernelParams): Kernel<BatchMatmulAttrs> {
  return {
    symbol,
    accepts: takes(element),
    call(o) {
      const g = batchMatmulShape(o);
      return {
        params: {
          batches: broadcastParams(g.loops), rows: g.rows, depth: g.depth, columns: g.columns, left_row_step: g.leftRowStep, left_depth_step: g.leftDepthStep,
          right_depth_step: g.rightDepthStep, right_column_step: g.rightColumnStep, ...params(o),
        },
        reads: [o.input(0), o.input(1)], writes: [o.output(0)],
      };
    },
  };
}

export default defineOp<BatchMatmulAttrs>({
  op: batchMatmul,
  tflite: [{ code: 'BATCH_MATMUL', decode: (options) => ({ leftTransposed: options.flag('adj_x'), rightTransposed: options.flag('adj_y') }) }],
  kernels: [
    kernel('bn_batch_matmul_s8', 'i8', (o) => {
      const q = batchMatmulQuantization(o);
      return {
        left_offset: q.leftOffset, right_offset: q.rightOffset, output_offset: q.outputOffset, output_multiplier: q.result.mantissa, output_shift: q.result.shift,
      };
    }),
    kernel('bn_batch_matmul_s16', 'i16', (o) => {
      const { result } = batchMatmulQuantization(o);
      return { output_multiplier: result.mantissa, output_shift: result.shift };
    }),
    kernel('bn_batch_matmul_f32', 'f32', () => ({})),
  ],
});
