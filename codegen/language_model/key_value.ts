/** The memory that a model's state takes. */
import type { KeyValueFormat, LanguageModelConfig } from './checkpoint.js';

/** From the most exact to the smallest. */
export const keyValueFormats: readonly KeyValueFormat[] = ['f32', 'k8v8', 'k8v4'];

/** Bytes of the key-value cache for so many positions: a head's key and value at a position, each with a scale of two bytes where they are integers. */
export function keyValueBytes({ layers, keyValueHeads, headWidth }: LanguageModelConfig, format: KeyValueFormat, context: number): number {
  const entry = format === 'f32' ? 8 * headWidth : format === 'k8v8' ? 2 * headWidth + 4 : 1.5 * headWidth + 4;
  return layers * keyValueHeads * context * entry;
}

/** About what a decode step needs besides: the residual stream, and the vectors that live beside it at the widest place. The compiler's plan says it exactly. */
export function workingBytes({ width, feedForwardWidth, heads, keyValueHeads, headWidth, vocabulary }: LanguageModelConfig, context: number): number {
  const attention = heads * headWidth, keyValue = keyValueHeads * headWidth;
  return 4 * (2 * width + Math.max(2 * attention + 2 * keyValue + context, 2 * feedForwardWidth, vocabulary)) + Math.max(width, feedForwardWidth, attention);
}

/** Rotary tables: a cosine and a sine for every pair and position. */
export function rotaryBytes({ headWidth }: LanguageModelConfig, context: number): number {
  return 4 * headWidth * context;
}
