import { lmLinear, type RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { ofBits, rowsParams, rowsScratch } from './lm_rows.js';
import { defineOp, table, type Field, type Kernel } from './op_slice.js';
import type { Value } from '../../runtime-ts/ir/graph.js';

const biasField = (bias: Value | undefined): Field => (bias === undefined ? null : table('bias', 'f32', constantData(bias)));

const quantized = (symbol: string, ...bits: readonly RowsAttrs['bits'][]): Kernel<RowsAttrs> => ({
  symbol, header: 'bn_lm_linear.h', accepts: ofBits(...bits),
  call: (o) => ({
    params: { ...rowsParams(o, o.input(2), o.input(3)), bias: biasField(o.optional(4)) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)],
    scratchBytes: rowsScratch(o.attrs, o.input(2).type.shape[1] ?? 0),
  }),
});

export default defineOp<RowsAttrs>({
  op: lmLinear, tflite: [],
  kernels: [
    {
      symbol: 'bn_lm_linear_f32', header: 'bn_lm_linear.h', accepts: ofBits(32),
      call: (o) => ({ params: { ...rowsParams(o, o.input(1), undefined), bias: biasField(o.optional(2)) }, reads: [o.input(0)], writes: [o.output(0)] }),
    },
    quantized('bn_lm_linear_w8', 8), quantized('bn_lm_linear_w4', 4, 3),
  ],
});
