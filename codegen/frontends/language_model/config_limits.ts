/** What every reader holds a configuration to, whatever file it is from. */
import type { LanguageModelConfig } from '../../language_model/checkpoint.js';

const limits = {
  width: 1 << 16, feedForwardWidth: 1 << 19, layers: 1 << 12, heads: 1 << 12, keyValueHeads: 1 << 12, headWidth: 1 << 12, vocabulary: 1 << 21, contextLength: 1 << 26, slidingWindow: 1 << 26,
} as const satisfies Readonly<Partial<Record<keyof LanguageModelConfig, number>>>;

/** All that is wrong with a configuration, each a clause. */
export function configProblems(config: LanguageModelConfig): readonly string[] {
  const problems: string[] = [];
  for (const [field, most] of Object.entries(limits)) {
    const value = config[field as keyof typeof limits];
    if (value === undefined && field === 'slidingWindow') continue;
    if (!Number.isInteger(value) || value! < 1 || value! > most) problems.push(`its ${names[field as keyof typeof limits]} is ${value}, not an integer from 1 to ${most}`);
  }
  if (problems.length > 0) return problems;
  const { heads, keyValueHeads, headWidth, ropeTheta, normEpsilon } = config;
  if (heads % keyValueHeads !== 0) problems.push(`its ${keyValueHeads} key-value heads do not divide its ${heads} heads`);
  if (headWidth % 2 !== 0) problems.push(`its heads are ${headWidth} wide; rotary positions need an even number`);
  if (!(ropeTheta > 0 && ropeTheta < Infinity)) problems.push(`its rotary base is ${ropeTheta}, not a positive number`);
  if (!(normEpsilon >= 0 && normEpsilon < 1)) problems.push(`its norm epsilon is ${normEpsilon}, not a number from 0 to 1`);
  return problems;
}

const names: Readonly<Record<keyof typeof limits, string>> = {
  width: 'width', feedForwardWidth: 'feed-forward width', layers: 'number of layers', heads: 'number of heads', keyValueHeads: 'number of key-value heads', headWidth: 'head width',
  vocabulary: 'vocabulary', contextLength: 'context length', slidingWindow: 'sliding window',
};
