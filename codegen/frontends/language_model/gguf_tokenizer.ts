/** The tokenizer in a GGUF file with SentencePiece pieces and scores, as the file of llama2.c that has the same algorithm. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { EmbeddedFile } from '../../language_model/quantized_file.js';
import type { GgufMetadata } from './gguf.js';

/** Undefined where the file has none, or one of an algorithm that is not known: tokens can still be fed. */
export function ggufTokenizer(metadata: GgufMetadata, vocabulary: number, where: string): EmbeddedFile | undefined {
  const pieces = metadata.get('tokenizer.ggml.tokens'), scores = metadata.get('tokenizer.ggml.scores');
  if (metadata.get('tokenizer.ggml.model') !== 'llama' || pieces === undefined) return undefined;
  if (!isArray(pieces) || !isArray(scores) || scores.length !== pieces.length || !pieces.every((one) => typeof one === 'string') || !scores.every((one) => typeof one === 'number'))
    return fail('N0618', 'its tokenizer is no list of texts with a score each', { where });
  if (pieces.length !== vocabulary) return fail('N0618', `its tokenizer has ${pieces.length} pieces; the model's vocabulary has ${vocabulary}`, { where });
  return { name: 'tokenizer.bin', bytes: writeTokenizerBin(pieces, scores) };
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** llama2.c's file of a tokenizer: the length of the longest piece, then score, length and bytes of each; a plain space stands for SentencePiece's U+2581. */
export function writeTokenizerBin(pieces: readonly string[], scores: readonly number[]): Uint8Array {
  const texts = pieces.map((piece, id) => new TextEncoder().encode(id === 1 || id === 2 ? `\n${piece}\n` : piece.replaceAll('\u2581', ' ')));
  const bytes = new Uint8Array(4 + texts.reduce((sum, text) => sum + 8 + text.length, 0)), view = new DataView(bytes.buffer);
  view.setUint32(0, texts.reduce((most, text) => Math.max(most, text.length), 0), true);
  let at = 4;
  texts.forEach((text, id) => {
    view.setFloat32(at, scores[id]!, true);
    view.setInt32(at + 4, text.length, true);
    bytes.set(text, at + 8);
    at += 8 + text.length;
  });
  return bytes;
}
