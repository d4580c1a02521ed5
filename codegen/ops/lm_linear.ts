import { lmLinear, type RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { ofBits, rowsParams, rowsScratch, type GroupScratch } from './lm_rows.js';
import { defineOp, table, type Field, type Kernel } from './op_slice.js';
import type { Operands, Value } from '../../runtime-ts/ir/graph.js';

const biasField = (bias: Value | undefined): Field => (bias === undefined ? null : table('bias', 'f32', constantData(bias)));

const quantized = (symbol: string, bits: readonly RowsAttrs['bits'][], beside: GroupScratch, rest: Partial<Kernel<RowsAttrs>> = {}): Kernel<RowsAttrs> => ({
  symbol, header: 'bn_lm_linear.h', accepts: ofBits(...bits), ...rest,
  call: (o) => ({
    params: { ...rowsParams(o, o.input(2), o.input(3)), bias: biasField(o.optional(4)) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)],
    scratchBytes: rowsScratch(o.attrs, o.input(2).type.shape[1] ?? 0, beside),
  }),
});
const dsp: Partial<Kernel<RowsAttrs>> = { header: 'bn_lm_linear_dsp.h', needs: ['dsp'] };
/** bn_lm_dsp_chunk and BN_LM_DSP_CHUNK. */
const chunkBytes = 12, chunkColumns = 512;
const chunks: GroupScratch = (columns) => chunkBytes * Math.ceil(columns / chunkColumns);
const shortGroups = (o: Operands<RowsAttrs>): true | string => (Math.min(o.attrs.group, o.input(2).type.shape[1] ?? 0) <= chunkColumns ? true : `takes groups of up to ${chunkColumns} columns`);

export default defineOp<RowsAttrs>({
  op: lmLinear, tflite: [],
  kernels: [
    {
      symbol: 'bn_lm_linear_f32', header: 'bn_lm_linear.h', accepts: ofBits(32),
      call: (o) => ({ params: { ...rowsParams(o, o.input(1), undefined), bias: biasField(o.optional(2)) }, reads: [o.input(0)], writes: [o.output(0)] }),
    },
    quantized('bn_lm_linear_w8_dsp', [8], chunks, { ...dsp, accepts: (o) => { const verdict = ofBits(8)(o); return verdict === true ? shortGroups(o) : verdict; } }), quantized('bn_lm_linear_w8_dsp_long', [8], chunks, dsp),
    quantized('bn_lm_linear_w4_dsp', [4, 3], () => chunkBytes, dsp),
    quantized('bn_lm_linear_w8', [8], () => 0), quantized('bn_lm_linear_w4', [4, 3], () => 4),
  ],
});
