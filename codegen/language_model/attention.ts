/** Attention over whole sequences: all positions of one at a time, with the arithmetic of a decode step. */
import { exp, sqrt } from '../../runtime-ts/numerics/float32.js';
import { cacheQuantize, dynamicQuantize } from './arithmetic.js';
import type { KeyValueFormat, LanguageModelConfig } from './checkpoint.js';

const f = Math.fround;

/**
 * Queries [tokens][heads][headWidth], keys and values [tokens][keyValueHeads][headWidth] of one sequence to [tokens][heads][headWidth]. Turns queries and keys in place.
 */
export type Attention = (query: Float32Array, key: Float32Array, value: Float32Array) => Float32Array;

/** How one head attends: its query at one position, and the positions it looks back on, into `mixed`. */
type Head = (query: Float32Array, shared: number, first: number, last: number, mixed: Float32Array) => void;

export function attentionOf(config: LanguageModelConfig, format: KeyValueFormat, longest: number): Attention {
  const { heads, keyValueHeads, headWidth, slidingWindow = Infinity } = config, perKey = heads / keyValueHeads, rotate = rotaryOf(config, longest);
  return (query, key, value) => {
    rotate(query, heads);
    rotate(key, keyValueHeads);
    const mixed = new Float32Array(query.length), tokens = query.length / (heads * headWidth);
    const attend = format === 'f32' ? floatHead(config, key, value, tokens) : quantizedHead(config, format, key, value, tokens);
    for (let head = 0; head < heads; head++)
      for (let at = 0; at < tokens; at++) {
        const from = (at * heads + head) * headWidth, to = from + headWidth;
        attend(query.subarray(from, to), Math.floor(head / perKey), Math.max(0, at - slidingWindow + 1), at, mixed.subarray(from, to));
      }
    return mixed;
  };
}

/** Turns pairs (2j, 2j + 1) of every head by position * theta^(-2j / headWidth). */
function rotaryOf({ headWidth, ropeTheta }: LanguageModelConfig, positions: number): (x: Float32Array, heads: number) => void {
  const half = headWidth / 2, cos = new Float32Array(positions * half), sin = new Float32Array(positions * half);
  for (let at = 0; at < cos.length; at++) {
    const angle = Math.floor(at / half) * ropeTheta ** ((-2 * (at % half)) / headWidth);
    cos[at] = Math.cos(angle);
    sin[at] = Math.sin(angle);
  }
  return (x, heads) => {
    for (let at = 0; at < x.length; at += 2) {
      const entry = Math.floor(at / (heads * headWidth)) * half + (at % headWidth) / 2, c = cos[entry]!, s = sin[entry]!, a = x[at]!, b = x[at + 1]!;
      x[at] = f(f(a * c) - f(b * s));
      x[at + 1] = f(f(a * s) + f(b * c));
    }
  };
}

function floatHead({ headWidth, keyValueHeads }: LanguageModelConfig, key: Float32Array, value: Float32Array, tokens: number): Head {
  const scores = new Float32Array(tokens), step = keyValueHeads * headWidth, root = sqrt(headWidth);
  return (query, shared, first, last, mixed) => {
    let largest = -Infinity, total = 0;
    for (let t = first; t <= last; t++) {
      const k = t * step + shared * headWidth;
      let sum = 0;
      for (let i = 0; i < headWidth; i++) sum = f(sum + f(query[i]! * key[k + i]!));
      sum = f(sum / root);
      scores[t] = sum;
      if (sum > largest) largest = sum;
    }
    for (let t = first; t <= last; t++) {
      const weight = exp(f(scores[t]! - largest));
      scores[t] = weight;
      total = f(total + weight);
    }
    for (let t = first; t <= last; t++) {
      const weight = f(scores[t]! / total), v = t * step + shared * headWidth;
      for (let i = 0; i < headWidth; i++) mixed[i] = f(mixed[i]! + f(weight * value[v + i]!));
    }
  };
}

/** With keys and values as the quantized cache holds them, and integer sums. */
function quantizedHead({ headWidth, keyValueHeads, contextLength }: LanguageModelConfig, format: 'k8v8' | 'k8v4', key: Float32Array, value: Float32Array, tokens: number): Head {
  const keys = cached(key, headWidth, 127), values = cached(value, headWidth, format === 'k8v8' ? 127 : 7), root = sqrt(headWidth);
  const q = new Int8Array(headWidth), scores = new Float32Array(tokens), weights = new Int16Array(tokens), high = Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * contextLength)));
  return (query, shared, first, last, mixed) => {
    const scale = f(dynamicQuantize(query, q) / root);
    let largest = -Infinity, total = 0;
    for (let t = first; t <= last; t++) {
      const entry = t * keyValueHeads + shared, k = entry * headWidth;
      let sum = 0;
      for (let i = 0; i < headWidth; i++) sum += q[i]! * keys.levels[k + i]!;
      const score = f(f(sum * scale) * keys.scales[entry]!);
      scores[t] = score;
      if (score > largest) largest = score;
    }
    for (let t = first; t <= last; t++) {
      const weight = exp(f(scores[t]! - largest));
      total = f(total + weight);
      scores[t] = f(weight * values.scales[t * keyValueHeads + shared]!);
    }
    const unit = dynamicQuantize(scores.subarray(first, last + 1), weights.subarray(first, last + 1), high);
    for (let i = 0; i < headWidth; i++) {
      let sum = 0;
      for (let t = first; t <= last; t++) sum += weights[t]! * values.levels[(t * keyValueHeads + shared) * headWidth + i]!;
      mixed[i] = f(f(sum * unit) / total);
    }
  };
}

/** Every head's vector at every position, with its scale. */
function cached(x: Float32Array, headWidth: number, high: number): { readonly levels: Int8Array; readonly scales: Float32Array } {
  const levels = new Int8Array(x.length), scales = new Float32Array(x.length / headWidth);
  for (let at = 0; at < scales.length; at++) scales[at] = cacheQuantize(x.subarray(at * headWidth, (at + 1) * headWidth), levels.subarray(at * headWidth, (at + 1) * headWidth), high);
  return { levels, scales };
}
