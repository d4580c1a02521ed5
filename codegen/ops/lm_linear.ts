import { lmLinear, type RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { constantData } from './constant_operands.js';
import { ofBits, rowsParams, rowsScratch, type GroupScratch, type Packing } from './lm_rows.js';
import { defineOp, table, type Field, type Kernel } from './op_slice.js';
import type { Operands, Value } from '../../runtime-ts/ir/graph.js';

const biasField = (bias: Value | undefined): Field => (bias === undefined ? null : table('bias', 'f32', constantData(bias)));

const exact = (symbol: string, rest: Partial<Kernel<RowsAttrs>>): Kernel<RowsAttrs> => ({
  symbol, ...rest, accepts: ofBits(32),
  call: (o) => ({ params: { ...rowsParams(o, o.input(1), undefined), bias: biasField(o.optional(2)) }, reads: [o.input(0)], writes: [o.output(0)] }),
});

interface Form extends Partial<Kernel<RowsAttrs>> {
  /** Absent: the kernel needs no scratch. */
  readonly beside?: GroupScratch;
  /** Of a code in the scratch; default 2. */
  readonly codeBytes?: 1 | 2;
  readonly packing?: Packing;
}
const quantized = (symbol: string, bits: readonly RowsAttrs['bits'][], { beside, codeBytes = 2, packing, ...rest }: Form): Kernel<RowsAttrs> => ({
  symbol, header: 'bn_lm_linear.h', accepts: ofBits(...bits), ...rest,
  call: (o) => ({
    params: { ...rowsParams(o, o.input(2), o.input(3), packing), bias: biasField(o.optional(4)) }, reads: [o.input(0), o.input(1)], writes: [o.output(0)],
    ...(beside === undefined ? {} : { scratchBytes: rowsScratch(o.attrs, o.input(2).type.shape[1] ?? 0, beside, codeBytes) }),
  }),
});
const neon = { header: 'bn_lm_linear_neon.h', needs: ['neon'] } as const;
const helium: Form = { header: 'bn_lm_linear_mve.h', needs: ['mve'], packing: 'vectors' };
const dsp: Form = { header: 'bn_lm_linear_dsp.h', needs: ['dsp'] };
/** bn_lm_dsp_chunk and BN_LM_DSP_CHUNK. */
const chunkBytes = 12, chunkColumns = 512;
const chunks: GroupScratch = (columns) => chunkBytes * Math.ceil(columns / chunkColumns);
function ofShortGroups(o: Operands<RowsAttrs>): true | string {
  const verdict = ofBits(8)(o);
  return verdict !== true || Math.min(o.attrs.group, o.input(2).type.shape[1] ?? 0) <= chunkColumns ? verdict : `takes groups of up to ${chunkColumns} columns`;
}

export default defineOp<RowsAttrs>({
  op: lmLinear, tflite: [],
  kernels: [
    exact('bn_lm_linear_f32_neon', neon), exact('bn_lm_linear_f32', { header: 'bn_lm_linear.h' }),
    quantized('bn_lm_linear_w8_neon', [8], { ...neon, codeBytes: 1, beside: () => 0 }), quantized('bn_lm_linear_w4_neon', [4, 3], { ...neon, codeBytes: 1, beside: () => 4 }),
    quantized('bn_lm_linear_w8_mve', [8], helium), quantized('bn_lm_linear_w4_mve', [4, 3], helium),
    quantized('bn_lm_linear_w8_dsp', [8], { ...dsp, beside: chunks, accepts: ofShortGroups }), quantized('bn_lm_linear_w8_dsp_long', [8], { ...dsp, beside: chunks }),
    quantized('bn_lm_linear_w4_dsp', [4, 3], { ...dsp, beside: () => chunkBytes }),
    quantized('bn_lm_linear_w8', [8], { beside: () => 0 }), quantized('bn_lm_linear_w4', [4, 3], { beside: () => 4 }),
  ],
});
