/** Attention over whole sequences: the decode step's, position after position. */
import { attention, emptyCache, rotate, storeKeyValue } from '../../runtime-ts/language_model/arithmetic.js';
import { rotaryTables } from '../../runtime-ts/language_model/rotary_tables.js';
import type { KeyValueFormat, LanguageModelConfig } from './checkpoint.js';

/**
 * Queries [tokens][heads][headWidth], keys and values [tokens][keyValueHeads][headWidth] of one sequence to [tokens][heads][headWidth]. Turns queries and keys in place.
 */
export type Attention = (query: Float32Array, key: Float32Array, value: Float32Array) => Float32Array;

/** Attention of sequences of at most `longest` tokens; the cache is that of a model compiled for its whole context. */
export function attentionOf(config: LanguageModelConfig, format: KeyValueFormat, longest: number): Attention {
  const { heads, keyValueHeads, headWidth, contextLength, slidingWindow = contextLength } = config, shape = { heads, keyValueHeads, headWidth, slots: Math.min(contextLength, slidingWindow) };
  const { cos, sin } = rotaryTables(headWidth, longest, config.ropeTheta), half = headWidth / 2, queryWidth = heads * headWidth, keyWidth = keyValueHeads * headWidth;
  return (query, key, value) => {
    const mixed = new Float32Array(query.length), cache = emptyCache(format, shape);
    for (let at = 0; at * queryWidth < query.length; at++) {
      const c = cos.subarray(at * half, (at + 1) * half), s = sin.subarray(at * half, (at + 1) * half);
      const q = query.subarray(at * queryWidth, (at + 1) * queryWidth), k = key.subarray(at * keyWidth, (at + 1) * keyWidth);
      rotate(q, c, s);
      rotate(k, c, s);
      storeKeyValue(cache, shape, at, k, value.subarray(at * keyWidth, (at + 1) * keyWidth));
      attention(mixed.subarray(at * queryWidth, (at + 1) * queryWidth), q, cache, shape, at);
    }
    return mixed;
  };
}
