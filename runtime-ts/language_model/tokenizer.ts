/**
 * Tokens of a SentencePiece-style vocabulary with scores: llama2.c's tokenizer .bin (tokenizer.py there), as run.c encodes and decodes.
 * Twin: firmware/include/bn_lm_tokenizer.h.
 */
export interface Vocabulary {
  /** Bytes of each id's piece. */
  readonly pieces: readonly Uint8Array[];
  /** Of two merges the higher one comes first. */
  readonly scores: Float32Array;
}

/** The file is damaged; the message says how. */
export class TokenizerError extends Error {}

export const beginOfText = 1, endOfText = 2;
/** Byte b is the token b + 3. */
const firstByte = 3;

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Reads a tokenizer .bin: the longest piece's length, then for each id a float32 score, an int32 length and as many bytes. The number of ids is the model's. */
export function readVocabulary(bytes: Uint8Array, size: number): Vocabulary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), pieces: Uint8Array[] = [], scores = new Float32Array(size);
  if (bytes.length < 4) throw new TokenizerError(`it has ${bytes.length} bytes, not even a header`);
  const longest = view.getUint32(0, true);
  let at = 4;
  for (let id = 0; id < size; id++) {
    if (at + 8 > bytes.length) throw new TokenizerError(`it ends after ${id} pieces; the model has ${size} tokens`);
    const length = view.getInt32(at + 4, true);
    scores[id] = view.getFloat32(at, true);
    if (length < 0 || length > longest || at + 8 + length > bytes.length) throw new TokenizerError(`piece ${id} has a length of ${length}, which the file does not hold`);
    if (Number.isNaN(scores[id])) throw new TokenizerError(`piece ${id} has no score but NaN`);
    pieces.push(bytes.slice(at + 8, at + 8 + length));
    at += 8 + length;
  }
  if (at !== bytes.length) throw new TokenizerError(`it holds ${bytes.length - at} bytes beyond the model's ${size} pieces: it is of another model`);
  if (size < firstByte + 256) throw new TokenizerError(`${size} tokens leave no room for the 256 bytes`);
  return { pieces, scores };
}

export class Tokenizer {
  private readonly ids = new Map<string, number>();

  constructor(readonly vocabulary: Vocabulary) {
    // Of equal pieces the lowest id counts; run.c leaves it open.
    vocabulary.pieces.forEach((piece, id) => { if (piece.length > 0 && !this.ids.has(latin1(piece))) this.ids.set(latin1(piece), id); });
  }

  /** BOS and the text's tokens; bytes need not be UTF-8. */
  encode(text: Uint8Array): number[] {
    const tokens = [beginOfText], space = this.ids.get(' ');
    if (text.length > 0 && space !== undefined) tokens.push(space);
    for (let at = 0; at < text.length;) {
      // A code point: a byte and up to three that continue it. Bytes behind a zero are not looked up together, as in C.
      let end = at + 1;
      while (end < text.length && end - at < 4 && (text[end]! & 0xc0) === 0x80) end++;
      const id = this.ids.get(latin1(text.subarray(at, end)));
      if (id !== undefined) tokens.push(id);
      else for (let byte = at; byte < end; byte++) tokens.push(text[byte]! + firstByte);
      at = end;
    }
    return this.merge(tokens);
  }

  /** Merges the best pair, the leftmost of equals, until there is none. */
  private merge(tokens: number[]): number[] {
    const { pieces, scores } = this.vocabulary;
    for (;;) {
      let best = -1e10, where = -1, merged = -1;
      for (let at = 0; at + 1 < tokens.length; at++) {
        const id = this.ids.get(latin1(pieces[tokens[at]!]!) + latin1(pieces[tokens[at + 1]!]!));
        if (id !== undefined && scores[id]! > best) {
          best = scores[id]!;
          where = at;
          merged = id;
        }
      }
      if (where < 0) return tokens;
      tokens.splice(where, 2, merged);
    }
  }

  /** Bytes of a token behind another: BOS takes a leading space away, <0xHH> is a byte. */
  decode(previous: number, token: number): Uint8Array {
    const piece = this.vocabulary.pieces[token] ?? new Uint8Array(0);
    const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(latin1(piece));
    if (byte !== null) return Uint8Array.of(parseInt(byte[1]!, 16));
    return previous === beginOfText && piece[0] === 0x20 ? piece.subarray(1) : piece;
  }
}
