/** Options that commands on language models share. */
import { basename } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import { readBytes } from '../device/files.js';
import { loadLanguageModel, type LanguageModelFile } from '../device/language_model_file.js';
import type { LanguageModelConfig } from '../language_model/checkpoint.js';
import type { EmbeddedFile } from '../language_model/quantized_file.js';
import { parseTokens, type Sequences } from '../language_model/token_file.js';
import type { Flags } from './arguments.js';

/** The file of --out; N0404 without one. */
export function outFile({ out }: Flags): string {
  return out ?? fail('N0404', 'nothing says where the result goes', { where: '--out', hint: 'Write --out FILE.' });
}

/** A model with the tokenizer that --tokenizer names, or its own. */
export function modelWithTokenizer(path: string, { tokenizer }: Flags): LanguageModelFile {
  const model = loadLanguageModel(path);
  return tokenizer === undefined ? model : { ...model, tokenizer: { name: basename(tokenizer), bytes: readBytes(tokenizer) } };
}

/** The sequences of a file of tokens, or of a plain text. */
export function sequencesOf(file: string, kind: 'tokens' | 'text' | 'either', config: LanguageModelConfig, tokenizer: EmbeddedFile | undefined): Sequences {
  const text = new TextDecoder().decode(readBytes(file));
  if (kind === 'tokens' || (kind === 'either' && /^\s*[[{]/.test(text))) return parseTokens(text, file, config);
  if (tokenizer === undefined) return fail('N0404', 'a text needs the model\'s tokenizer', { where: `file ${file}`, hint: 'Name it with --tokenizer FILE, or pass tokens.' });
  return fail('N0404', 'texts are not read yet', { where: `file ${file}`, hint: 'Pass tokens as JSON.' });
}

/** The integer of an option, from `least` on. */
export function countOf(option: string, text: string | undefined, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least ? value : fail('N0404', `"${text}" is no integer from ${least} on`, { where: `--${option}` });
}
