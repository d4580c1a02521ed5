import { lmEmbedding, type RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import { ofBits, rowsParams, type Packing } from './lm_rows.js';
import { defineOp, type Kernel } from './op_slice.js';

const kernel = (symbol: string, bits: readonly RowsAttrs['bits'][], packing: Packing = 'words'): Kernel<RowsAttrs> => ({
  symbol, ...(packing === 'words' ? { header: 'bn_lm_linear.h' } : { header: 'bn_lm_linear_mve.h', needs: ['mve'] }), accepts: ofBits(...bits),
  call: (o) => ({ params: rowsParams(o, o.input(1), o.optional(2), packing), reads: [o.input(0)], writes: [o.output(0)] }),
});

/** The table is the classifier's where that is tied to it: one array. */
export default defineOp<RowsAttrs>({
  op: lmEmbedding, tflite: [],
  kernels: [
    kernel('bn_lm_embedding_f32', [32]), kernel('bn_lm_embedding_w8_mve', [8], 'vectors'), kernel('bn_lm_embedding_w4_mve', [4, 3], 'vectors'),
    kernel('bn_lm_embedding_w8', [8]), kernel('bn_lm_embedding_w4', [4, 3]),
  ],
});
