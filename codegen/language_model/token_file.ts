/** Sequences of tokens: a JSON array of arrays of ids, or an object with such an array under `stories`. */
import { fail, CompileError, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import type { LanguageModelConfig } from './checkpoint.js';

export type Sequences = readonly (readonly number[])[];

/** The sequences of a file's text, each checked against the model; everything that is wrong with them is N0653. */
export function parseTokens(text: string, file: string, { vocabulary, contextLength }: LanguageModelConfig): Sequences {
  const where = `file ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail('N0653', 'it is no JSON', { where, why: (error as Error).message });
  }
  const given: unknown = Array.isArray(value) ? value : (value as { readonly stories?: unknown } | null)?.stories;
  if (!Array.isArray(given) || given.length === 0) return fail('N0653', 'it holds no sequences of tokens', { where });
  const problems: Diagnostic[] = [];
  given.forEach((sequence: unknown, at) => {
    const what = problemOf(sequence, vocabulary, contextLength);
    if (what !== undefined) problems.push({ code: 'N0653', what, where: `${where}, sequence ${at}` });
  });
  if (problems.length > 0) throw new CompileError(problems);
  return given as Sequences;
}

function problemOf(sequence: unknown, vocabulary: number, contextLength: number): string | undefined {
  if (!Array.isArray(sequence) || sequence.length < 2) return 'it is no array of two ids or more';
  if (sequence.length > contextLength) return `it has ${sequence.length} tokens; the model was made for ${contextLength} positions`;
  const at = sequence.findIndex((id: unknown) => !Number.isInteger(id) || (id as number) < 0 || (id as number) >= vocabulary);
  return at < 0 ? undefined : `token ${at} is ${JSON.stringify(sequence[at])}; ids of this model are 0 to ${vocabulary - 1}`;
}
