import { largestWeight } from '../../runtime-ts/language_model/arithmetic.js';
import { lmAttention, type AttentionAttrs } from '../../runtime-ts/ops/language_model.js';
import { defineOp, type Kernel } from './op_slice.js';

const kernel = (symbol: string, exact: boolean): Kernel<AttentionAttrs> => ({
  symbol, ...(exact ? { header: 'bn_lm_attention.h' } : { inline: true }),
  accepts: ({ attrs: { cache } }) => ((cache === 'f32') === exact ? true : `takes another cache than ${cache}`),
  call(o) {
    const { heads, keyValueHeads, headWidth, slots, context, cache } = o.attrs;
    return {
      params: { heads, key_value_heads: keyValueHeads, head_width: headWidth, slots, context, value_limit: cache === 'k8v4' ? 7 : 127, most: largestWeight(slots) },
      reads: [0, 1, 2, 3].map((at) => o.input(at)), writes: [...Array.from({ length: o.inputCount - 4 }, (_, at) => o.input(at + 4)), o.output(0)],
      scratchBytes: 4 * slots + (exact ? 0 : 2 * slots + 2 * headWidth),
    };
  },
});

export default defineOp<AttentionAttrs>({ op: lmAttention, tflite: [], kernels: [kernel('bn_lm_attention_f32', true), kernel('bn_lm_attention_q8', false)] });
