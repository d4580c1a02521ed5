/** How good a language model is: on a text, and against another of which it is a version. */
import { classifierOf, finalStates } from './blockwise_forward.js';
import type { Checkpoint } from './checkpoint.js';
import { products } from './products.js';
import { modelBytes } from './scheme.js';
import { parameterCount } from './tensors.js';

export interface Evaluation {
  /** Tokens that had to be foretold: all but the first of every sequence. */
  readonly targets: number;
  /** Of the next token, in nats a token. */
  readonly crossEntropy: number;
  readonly perplexity: number;
  /** Mean over all positions of the divergence KL(reference ‖ model) between the distributions of the next token, in nats. */
  readonly kl?: number;
  /** Share of positions where both models' likeliest tokens are the same. */
  readonly top1?: number;
  /** All weights with their scales and norms. */
  readonly bytes: number;
  readonly bitsPerWeight: number;
}

/** What the classifier of a model takes at every position of some sequences, and the classifier. */
export interface FinalStates { readonly checkpoint: Checkpoint; readonly states: readonly Float32Array[] }

/** Runs a model over sequences, each from position 0. */
export function statesOf(checkpoint: Checkpoint, sequences: readonly (readonly number[])[], progress?: (layer: number) => void): FinalStates {
  return { checkpoint, states: finalStates(checkpoint, sequences, progress) };
}

/** Evaluates a model on sequences of tokens. The reference has the same vocabulary. */
export function evaluate(sequences: readonly (readonly number[])[], { checkpoint, states }: FinalStates, reference?: FinalStates): Evaluation {
  const classifier = classifierOf(checkpoint), other = reference === undefined ? undefined : { states: reference.states, classifier: classifierOf(reference.checkpoint) };
  let positions = 0, targets = 0, crossEntropy = 0, kl = 0, agreed = 0;
  sequences.forEach((tokens, sequence) => {
    const width = classifier.columns;
    tokens.forEach((_, at) => {
      const logits = products(classifier, states[sequence]!.subarray(at * width, (at + 1) * width)), mass = logSumExp(logits), next = tokens[at + 1];
      positions++;
      if (next !== undefined) {
        targets++;
        crossEntropy += mass - logits[next]!;
      }
      if (other === undefined) return;
      const step = other.classifier.columns, expected = products(other.classifier, other.states[sequence]!.subarray(at * step, (at + 1) * step)), expectedMass = logSumExp(expected);
      for (let id = 0; id < expected.length; id++) {
        const log = expected[id]! - expectedMass;
        kl += Math.exp(log) * (log - (logits[id]! - mass));
      }
      if (likeliest(logits) === likeliest(expected)) agreed++;
    });
  });
  const bytes = modelBytes(checkpoint), mean = crossEntropy / targets;
  return {
    targets, crossEntropy: mean, perplexity: Math.exp(mean), ...(other === undefined ? {} : { kl: kl / positions, top1: agreed / positions }),
    bytes, bitsPerWeight: (8 * bytes) / parameterCount(checkpoint.config),
  };
}

function logSumExp(logits: Float32Array): number {
  let largest = -Infinity, sum = 0;
  for (const logit of logits) if (logit > largest) largest = logit;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return largest + Math.log(sum);
}

/** The first of the largest. */
function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}
