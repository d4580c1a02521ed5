import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { generate } from '../../runtime-ts/language_model/generate.js';
import { likeliest, Random, sample } from '../../runtime-ts/language_model/sampler.js';
import { beginOfText, endOfText, readVocabulary, Tokenizer, TokenizerError } from '../../runtime-ts/language_model/tokenizer.js';

/** A tokenizer .bin: specials, the bytes, then these pieces with these scores. */
function tokenizerFile(own: readonly (readonly [string, number])[]): Uint8Array {
  const byte = (b: number): string => `<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`;
  const records: readonly (readonly [string, number])[] = [['<unk>', 0], ['\n<s>\n', 0], ['\n</s>\n', 0], ...Array.from({ length: 256 }, (_, b) => [byte(b), 0] as const), ...own];
  const parts = records.map(([text, score]) => {
    const piece = Buffer.from(text), head = Buffer.alloc(8);
    head.writeFloatLE(score, 0);
    head.writeInt32LE(piece.length, 4);
    return Buffer.concat([head, piece]);
  });
  return Buffer.concat([Buffer.from([7, 0, 0, 0]), ...parts]);
}
const own = [[' ', -1], ['a', -2], ['b', -3], ['ab', -4], ['ba', -5], [' a', -6], ['é', -7], ['ab', 5]] as const, size = 259 + own.length, file = tokenizerFile(own);
const tokenizer = new Tokenizer(readVocabulary(file, size)), id = (piece: string): number => 259 + own.findIndex(([text]) => text === piece);
const encode = (text: string): readonly number[] => tokenizer.encode(Buffer.from(text));

test('texts are split in code points and merged, the best pair first, the leftmost of equals', () => {
  assert.equal(encode(''), [beginOfText]);
  assert.equal(encode('aba'), [beginOfText, id(' '), id('ab'), id('a')]);
  assert.equal(encode('bab'), [beginOfText, id(' '), id('b'), id('ab')]);
  assert.equal(encode('é'), [beginOfText, id(' '), id('é')]);
  // Bytes that are no pieces, a code point cut short, and a continuation byte alone.
  assert.equal(encode('ü\n'), [beginOfText, id(' '), 0xc3 + 3, 0xbc + 3, 0x0a + 3]);
  assert.equal(tokenizer.encode(Uint8Array.of(0x80, 0xc3)), [beginOfText, id(' '), 0x83, 0xc6]);
});

test('tokens become bytes; the space behind BOS goes', () => {
  const decode = (tokens: readonly number[]): string => Buffer.concat(tokens.slice(1).map((token, at) => tokenizer.decode(tokens[at]!, token))).toString();
  for (const text of ['aba bab', 'é ü 🙂\n', 'a']) assert.is(decode(encode(text)), text);
});

test('a damaged file is refused at every length', () => {
  for (let length = 0; length < file.length; length++) assert.throws(() => readVocabulary(file.subarray(0, length), size), (error: unknown) => error instanceof TokenizerError);
  assert.throws(() => readVocabulary(file, size - 1), (error: unknown) => error instanceof TokenizerError);
  assert.throws(() => readVocabulary(file, size + 1), (error: unknown) => error instanceof TokenizerError);
});

test('random numbers are llama2.c\'s', () => {
  const random = new Random(1n);
  // xorshift64* from 1 by hand: 1 -> 0x2000001 (>> 27 changes nothing but bit 25 ...), times the multiplier, its high word.
  let state = 1n;
  state ^= state >> 12n; state ^= state << 25n; state ^= state >> 27n;
  assert.is(random.next(), Number(((state * 0x2545f4914f6cdd1dn) & (2n ** 64n - 1n)) >> 40n) / 2 ** 24);
  assert.is(new Random(0n).next(), new Random(1n).next());
});

test('sampling: the lowest of equals, K and P leave only the likeliest, and shares come out', () => {
  const logits = Float32Array.from([1, 3, 3, 0].map(Math.fround)), plain = { temperature: 1, topK: 0, topP: 0 };
  assert.is(likeliest(logits), 1);
  const counts = (sampling: typeof plain): readonly number[] => {
    const random = new Random(42n), result = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) result[sample(logits, sampling, random)]!++;
    return result;
  };
  assert.equal(counts({ ...plain, temperature: 0 }), [0, 4000, 0, 0]);
  assert.equal(counts({ ...plain, topK: 1 }), [0, 4000, 0, 0]);
  const [a, b, c, d] = counts({ ...plain, topP: 0.9 });
  assert.is(a! + d!, 0);
  assert.ok(Math.abs(b! - c!) < 300);
  const all = counts(plain), total = 2 * Math.exp(3) + Math.exp(1) + 1;
  [Math.exp(1), Math.exp(3), Math.exp(3), 1].forEach((weight, at) => assert.ok(Math.abs(all[at]! - (4000 * weight) / total) < 150, `${all}`));
});

test('generation feeds the prompt, then what it chose, and ends at EOS', () => {
  const fed: (readonly [number, number])[] = [], step = (token: number, position: number): Float32Array => {
    fed.push([token, position]);
    return Float32Array.from({ length: 10 }, (_, at) => (at === (position === 3 ? endOfText : position + 5) ? 1 : 0));
  };
  const tokens = Array.from(generate(step, { prompt: [1, 9, 4], steps: 8, temperature: 0, topK: 0, topP: 0, seed: 1n }), ({ token }) => token);
  assert.equal(tokens, [9, 4, 7, endOfText]);
  assert.equal(fed, [[1, 0], [9, 1], [4, 2], [7, 3]]);
});

test.run();
