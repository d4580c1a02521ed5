/**
 * tokenizer.json of Hugging Face's tokenizers, where it is SentencePiece's BPE with bytes to fall back on (Llama 1 and 2, Mistral): the order of merges becomes scores, and the whole
 * the file of llama2.c, whose algorithm then merges in the same order. Tokenizers that split a text before they merge (GPT-2's, Llama 3's, Qwen's) are refused by name.
 */
import { fail } from '../../../runtime-ts/diagnostic.js';
import { writeTokenizerBin } from './gguf_tokenizer.js';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Turns tokenizer.json into a tokenizer .bin for a model of so many tokens; N0662 where it is of another kind or of another model. */
export function tokenizerBinOfJson(bytes: Uint8Array, vocabulary: number, where: string): Uint8Array {
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return fail('N0662', 'it is no JSON', { where, why: (error as Error).message });
  }
  const refuse = (what: string): never => fail('N0662', what, { where, why: 'BPE with byte_fallback and without a pre_tokenizer that splits is read, as in Llama 2 and Mistral', hint: 'Generate from tokens, or name a llama2.c tokenizer .bin.' });
  const model = isFields(given) ? given['model'] : undefined;
  if (!isFields(given) || !isFields(model)) return refuse('it has no tokenizer model');
  if (model['type'] !== 'BPE') return refuse(`its model is of type ${JSON.stringify(model['type'])}`);
  if (model['byte_fallback'] !== true) return refuse('its BPE has no byte_fallback');
  const splitter = given['pre_tokenizer'];
  if (isFields(splitter) && splitter['type'] !== 'Metaspace') return refuse(`its pre_tokenizer is ${JSON.stringify(splitter['type'])}`);
  const { vocab, merges } = model;
  if (!isFields(vocab) || !Array.isArray(merges)) return refuse('its vocab or its merges are missing');
  const pieces: string[] = [], problems = Object.entries(vocab).find(([, id]) => !Number.isInteger(id) || (id as number) < 0 || (id as number) >= vocabulary);
  if (problems !== undefined) return refuse(`its piece ${JSON.stringify(problems[0])} has the id ${JSON.stringify(problems[1])}; the model has ${vocabulary} tokens`);
  for (const [piece, id] of Object.entries(vocab)) pieces[id as number] = piece;
  for (const added of Array.isArray(given['added_tokens']) ? given['added_tokens'] as readonly unknown[] : [])
    if (isFields(added) && Number.isInteger(added['id']) && (added['id'] as number) < vocabulary) pieces[added['id'] as number] ??= String(added['content']);
  const missing = Array.from({ length: vocabulary }, (_, id) => id).find((id) => pieces[id] === undefined);
  if (missing !== undefined) return refuse(`it has no piece for the id ${missing}; the model has ${vocabulary} tokens`);
  for (let byte = 0; byte < 256; byte++) {
    const name = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    if (pieces[byte + 3] !== name) return refuse(`its id ${byte + 3} is ${JSON.stringify(pieces[byte + 3])}, not ${name}`);
  }
  // A merge's rank is its score; pieces that no merge makes are never the result of one.
  const scores = pieces.map(() => -1e9);
  merges.forEach((merge: unknown, rank) => {
    const parts = typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge.map(String) : [], id = vocab[parts.join('')];
    if (parts.length !== 2 || typeof id !== 'number') return refuse(`its merge ${rank} makes no piece`);
    scores[id] = Math.max(scores[id]!, -rank);
  });
  return writeTokenizerBin(pieces, scores);
}
