/** Options that commands on language models share. */
import { basename } from 'node:path';
import { CompileError, fail } from '../../runtime-ts/diagnostic.js';
import { readVocabulary, Tokenizer, TokenizerError } from '../../runtime-ts/language_model/tokenizer.js';
import { readBytes } from '../device/files.js';
import type { ModelFile } from '../device/model_file.js';
import { mostPieces, type LanguageText } from '../emit/text_view.js';
import { loadLanguageModel, type Adapter, type LanguageModelFile } from '../device/language_model_file.js';
import { tokenizerBinOfJson } from '../frontends/language_model/tokenizer_json.js';
import type { LanguageModelConfig } from '../language_model/checkpoint.js';
import type { EmbeddedFile } from '../language_model/quantized_file.js';
import { parseTokens, type Sequences } from '../language_model/token_file.js';
import type { Flags } from './arguments.js';

/** The file of --out; N0404 without one. */
export function outFile({ out }: Flags): string {
  return out ?? fail('N0404', 'nothing says where the result goes', { where: '--out', hint: 'Write --out FILE.' });
}

/** The adapter that --lora names. */
export function adapterOf({ lora, 'lora-scale': scale }: Flags): Adapter | undefined {
  if (lora === undefined) return scale === undefined ? undefined : fail('N0404', 'there is no adapter to scale', { where: '--lora-scale', hint: 'Write --lora DIR too.' });
  const factor = Number(scale ?? 1);
  if (scale === '' || !Number.isFinite(factor)) fail('N0404', `"${scale}" is no number`, { where: '--lora-scale', hint: 'Write --lora-scale 0.5.' });
  return { folder: lora, scale: factor };
}

/** A model, with its adapter merged, and the tokenizer that --tokenizer names, or its own. */
export function modelWithTokenizer(path: string, flags: Flags): LanguageModelFile {
  const model = loadLanguageModel(path, adapterOf(flags)), { tokenizer } = flags;
  return tokenizer === undefined ? model : { ...model, tokenizer: { name: basename(tokenizer), bytes: readBytes(tokenizer) } };
}

/** A model's tokenizer; N0662 where it is missing, of an unknown kind, or does not fit. */
export function tokenizerOf(file: EmbeddedFile | undefined, { vocabulary }: LanguageModelConfig): Tokenizer {
  if (file === undefined) return fail('N0662', 'the model brings no tokenizer', { where: '--tokenizer', hint: 'Name the tokenizer .bin or tokenizer.json that belongs to the model with --tokenizer FILE.' });
  const where = `file ${file.name}`, bytes = file.name.endsWith('.json') ? tokenizerBinOfJson(file.bytes, vocabulary, where) : file.bytes;
  try {
    return new Tokenizer(readVocabulary(bytes, vocabulary));
  } catch (error) {
    if (!(error instanceof TokenizerError)) throw error;
    return fail('N0662', error.message, { where });
  }
}

/** What a compiled model's text is made with: the tokenizer of --tokenizer, or its own if it is of a kind that C has; undefined for a model without one. */
export function textOf(language: ModelFile['language'], { tokenizer: path }: Flags): LanguageText | undefined {
  if (language === undefined) return path === undefined ? undefined : fail('N0404', 'only a language model has a tokenizer', { where: '--tokenizer', hint: 'Leave it out.' });
  const file = path === undefined ? language.tokenizer : { name: basename(path), bytes: readBytes(path) };
  if (file === undefined || language.config.vocabulary > mostPieces) return undefined;
  try {
    return { vocabulary: tokenizerOf(file, language.config).vocabulary, context: language.context };
  } catch (error) {
    // The step is worth having without: tokens then come from elsewhere.
    if (path !== undefined || !(error instanceof CompileError)) throw error;
    return undefined;
  }
}

/** The sequences of a file of tokens, or of a plain text. */
export function sequencesOf(file: string, kind: 'tokens' | 'text' | 'either', config: LanguageModelConfig, tokenizer: EmbeddedFile | undefined): Sequences {
  const bytes = readBytes(file), text = new TextDecoder().decode(bytes);
  if (kind === 'tokens' || (kind === 'either' && /^\s*[[{]/.test(text))) return parseTokens(text, file, config);
  if (tokenizer === undefined) return fail('N0404', 'a text needs the model\'s tokenizer', { where: `file ${file}`, hint: 'Name it with --tokenizer FILE, or pass tokens.' });
  return textSequences(bytes, file, config, tokenizerOf(tokenizer, config));
}

/** The sequences of the one file that --tokens or --text names; N0404 with `problem` where there is not one. `others`: options that would do too. */
export function measuredOn({ tokens, text }: Flags, problem: string, config: LanguageModelConfig, tokenizer: EmbeddedFile | undefined, others: readonly string[] = []): Sequences {
  if (tokens !== undefined && text === undefined) return sequencesOf(tokens, 'tokens', config, tokenizer);
  if (text !== undefined && tokens === undefined) return sequencesOf(text, 'text', config, tokenizer);
  return fail('N0404', problem, { where: [...others, '--tokens', '--text'].join(', '), hint: `Write one of ${[...others, '--tokens', '--text'].map((option) => `${option} FILE`).join(', ')}.` });
}

/** A plain text's sequences: paragraphs, which blank lines part, each with its own BOS; one longer than the context becomes several. */
function textSequences(bytes: Uint8Array, file: string, config: LanguageModelConfig, tokenizer: Tokenizer): Sequences {
  const where = `file ${file}`;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return fail('N0653', 'it is not valid UTF-8', { where, why: (error as Error).message, hint: 'Save the text as UTF-8.' });
  }
  const paragraphs = text.split(/\r?\n[ \t]*\r?\n/).map((one) => one.trim()).filter((one) => one !== ''), most = config.contextLength;
  const sequences = paragraphs.flatMap((paragraph) => {
    const [begin = 0, ...tokens] = tokenizer.encode(new TextEncoder().encode(paragraph));
    return Array.from({ length: Math.ceil(tokens.length / (most - 1)) }, (_, at) => [begin, ...tokens.slice(at * (most - 1), (at + 1) * (most - 1))]);
  }).filter((sequence) => sequence.length >= 2);
  return sequences.length > 0 ? sequences : fail('N0653', 'it holds no text', { where, hint: 'Pass a text of two tokens or more.' });
}

/** The integer of an option, from `least` on. */
export function countOf(option: string, text: string | undefined, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least ? value : fail('N0404', `"${text}" is no integer from ${least} on`, { where: `--${option}` });
}
