/** The loop over tokens: feeds a prompt, then what is sampled. */
import { beginOfText, endOfText } from './tokenizer.js';
import { Random, sample, type Sampling } from './sampler.js';

/** One forward pass: the logits of a token at a position. */
export type Step = (token: number, position: number) => Float32Array;

export interface GenerateOptions extends Sampling {
  /** Begins with BOS. */
  readonly prompt: readonly number[];
  /** Forward passes from position 0, the prompt's included. */
  readonly steps: number;
  readonly seed: bigint;
}

export interface Generated {
  readonly token: number;
  /** The one before it. */
  readonly previous: number;
  /** What came of feeding `previous`. */
  readonly logits: Float32Array;
}

/** Every token behind the first, the prompt's too, as it is known. BOS and EOS end the text; run.c knows BOS alone. */
export function* generate(step: Step, { prompt, steps, seed, ...sampling }: GenerateOptions): Generator<Generated> {
  const random = new Random(seed);
  let previous = prompt[0] ?? beginOfText;
  for (let position = 0; position < steps; position++) {
    const logits = step(previous, position), given = prompt[position + 1], token = given ?? sample(logits, sampling, random);
    yield { token, previous, logits };
    if (given === undefined && (token === beginOfText || token === endOfText)) return;
    previous = token;
  }
}
