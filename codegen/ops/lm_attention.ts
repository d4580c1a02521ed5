import { largestWeight } from '../../runtime-ts/language_model/arithmetic.js';
import { lmAttention, type AttentionAttrs } from '../../runtime-ts/ops/language_model.js';
import { defineOp, type Kernel } from './op_slice.js';

interface Form {
  readonly symbol: string;
  readonly quantized: boolean;
  /** Heads whose integer weights are kept at a time. */
  readonly together?: number;
  readonly needs?: Kernel<AttentionAttrs>['needs'];
  /** `true` where the kernel takes heads and slots of these sizes, else why not. */
  fits?(attrs: AttentionAttrs): true | string;
}

const kernel = ({ symbol, quantized, together = 1, needs, fits }: Form): Kernel<AttentionAttrs> => ({
  symbol, ...(quantized ? { inline: true } : { header: 'bn_lm_attention.h' }), ...(needs === undefined ? {} : { needs }),
  accepts: ({ attrs }) => ((attrs.cache !== 'f32') === quantized ? fits?.(attrs) ?? true : `takes another cache than ${attrs.cache}`),
  call(o) {
    const { heads, keyValueHeads, headWidth, slots, context, cache } = o.attrs;
    return {
      params: { heads, key_value_heads: keyValueHeads, head_width: headWidth, slots, context, value_limit: cache === 'k8v4' ? 7 : 127, most: largestWeight(slots) },
      reads: [0, 1, 2, 3].map((at) => o.input(at)), writes: [...Array.from({ length: o.inputCount - 4 }, (_, at) => o.input(at + 4)), o.output(0)],
      scratchBytes: 4 * slots + (quantized ? 2 * together * slots + 2 * headWidth : 0),
    };
  },
});

const helium = kernel({ symbol: 'bn_lm_attention_q8_mve', quantized: true, together: 2, needs: ['mve'] });
const neon = kernel({
  symbol: 'bn_lm_attention_q8_neon', quantized: true, together: 2, needs: ['neon'],
  fits: ({ headWidth }) => (headWidth % 8 === 0 ? true : `takes heads of a multiple of 8, not ${headWidth}`),
});
const dsp = kernel({
  symbol: 'bn_lm_attention_q8_dsp', quantized: true, together: 2, needs: ['dsp', 'fpu'],
  fits: ({ headWidth, slots }) => (headWidth % 8 === 0 && slots % 4 === 0 ? true : `takes heads of a multiple of 8 and a multiple of 4 slots, not ${headWidth} and ${slots}`),
});

export default defineOp<AttentionAttrs>({
  op: lmAttention, tflite: [],
  kernels: [kernel({ symbol: 'bn_lm_attention_f32', quantized: false }), helium, neon, dsp, kernel({ symbol: 'bn_lm_attention_q8', quantized: true })],
});
