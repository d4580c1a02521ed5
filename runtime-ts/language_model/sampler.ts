/** From logits to a token: the likeliest, or one by chance. Twin: firmware/include/bn_lm_sampler.h. */
import { exp } from '../numerics/float32.js';

const f = Math.fround;

export interface Sampling {
  /** 0: the likeliest token. */
  readonly temperature: number;
  /** Only the K likeliest; 0: all. */
  readonly topK: number;
  /** Only the likeliest whose probabilities sum to more than P; 0, or 1 and more: all. */
  readonly topP: number;
}

/** xorshift64*, as in llama2.c. A seed of 0 would stay 0, and is taken for 1. */
export class Random {
  private state: bigint;
  constructor(seed: bigint) { this.state = BigInt.asUintN(64, seed) === 0n ? 1n : BigInt.asUintN(64, seed); }

  /** 0 to 1, less than 1, in steps of 2^-24. */
  next(): number {
    let s = this.state;
    s ^= s >> 12n;
    s = BigInt.asUintN(64, s ^ (s << 25n));
    s ^= s >> 27n;
    this.state = s;
    return Number(BigInt.asUintN(32, (s * 0x2545f4914f6cdd1dn) >> 32n) >> 8n) / 2 ** 24;
  }
}

/** The largest, the lowest id of equals. */
export function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}

/** A token. Equal probabilities are ordered by id; sums are float32, in that order. */
export function sample(logits: Float32Array, { temperature, topK, topP }: Sampling, random: Random): number {
  if (temperature === 0) return likeliest(logits);
  const scaled = Float32Array.from(logits, (logit) => logit / f(temperature)), largest = scaled[likeliest(scaled)]!, count = logits.length;
  let sum = 0;
  const probabilities = scaled.map((logit) => {
    const e = exp(f(logit - largest));
    sum = f(sum + e);
    return e;
  }).map((e) => e / sum);
  const coin = random.next(), nucleus = topP > 0 && topP < 1, few = topK > 0 && topK < count;
  let ids = Array.from({ length: count }, (_, id) => id), total = 1;
  if (nucleus || few) {
    // Below this share a token cannot be among those that sum to P.
    const least = nucleus ? f(f(1 - f(topP)) / (count - 1)) : 0;
    ids = ids.filter((id) => probabilities[id]! >= least).sort((a, b) => probabilities[b]! - probabilities[a]! || a - b).slice(0, few ? topK : count);
    total = 0;
    let kept = 0;
    for (const id of ids) {
      total = f(total + probabilities[id]!);
      kept++;
      if (nucleus && total > f(topP)) break;
    }
    ids = ids.slice(0, kept);
  }
  const aim = f(coin * total);
  let reached = 0;
  for (const id of ids) {
    reached = f(reached + probabilities[id]!);
    if (aim < reached) return id;
  }
  return ids.at(-1) ?? 0;
}
