/** The loop over tokens: feeds a prompt, then what is sampled. */
import type { TypedArray } from '../ir/graph.js';
import { beginOfText, endOfText, type Tokenizer } from './tokenizer.js';
import { Random, sample, type Sampling } from './sampler.js';

/** One forward pass: the logits of a token at a position. */
export type Step = (token: number, position: number) => Float32Array;

/** The step of an engine whose graph takes a token and a position and gives logits. */
export function stepOf(engine: { run(inputs: readonly TypedArray[]): readonly TypedArray[] }): Step {
  return (token, position) => {
    const logits = engine.run([Int32Array.of(token), Int32Array.of(position)])[0];
    if (!(logits instanceof Float32Array)) throw new Error('the graph gives no float32 logits');
    return logits;
  };
}

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

/** What a token adds to the text, in bytes: nothing where it is BOS or EOS. */
export function pieceOf(tokenizer: Tokenizer, { previous, token }: Pick<Generated, 'previous' | 'token'>): Uint8Array {
  return token === beginOfText || token === endOfText ? new Uint8Array(0) : tokenizer.decode(previous, token);
}
