/** Models and tokenizers of other programs on the command line: read, quantized, compiled; what is wrong is said, and nothing written. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ggufFile, huggingFaceFiles, llama2cFile } from '../language_model/model_files.js';
import { tinyModel } from '../language_model/tiny_model.js';
import { burin, file, folder } from './burin.js';

const test = suite('language model files');

/** Of 300 tokens: the specials, the bytes, letters, and pairs of letters. */
const letters = Array.from({ length: 14 }, (_, at) => String.fromCharCode(97 + at)), pairs = Array.from({ length: 26 }, (_, at) => `${letters[at % 14]}${letters[(at + 1 + Math.floor(at / 14)) % 14]}`);
const pieces = ['<unk>', '<s>', '</s>', ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`), '\u2581', ...letters, ...pairs];
const vocabulary = pieces.length, merges = pairs.map((pair) => `${pair[0]} ${pair[1]}`);
const tokenizerJson = (changes: object = {}): string => JSON.stringify({
  added_tokens: [{ id: 0, content: '<unk>' }], pre_tokenizer: null, model: { type: 'BPE', byte_fallback: true, vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])), merges, ...changes },
});

const model = tinyModel({ vocabulary, headWidth: 6, heads: 2, keyValueHeads: 1, contextLength: 16 }), home = join(folder, 'folder');
mkdirSync(home);
for (const [name, bytes] of huggingFaceFiles(model)) writeFileSync(join(home, name), bytes);
writeFileSync(join(home, 'tokenizer.json'), tokenizerJson());
const plain = file('m.bin', llama2cFile(model, 0)), gguf = file('m.gguf', ggufFile(model)), json = join(home, 'tokenizer.json');

const generated = (...args: readonly string[]): { readonly tokens: readonly number[]; readonly text: string } => {
  const { status, stdout, stderr } = burin(['generate', ...args, '--json']);
  assert.is(status, 0, stderr);
  const { tokens, text } = JSON.parse(stdout) as { readonly tokens: readonly number[]; readonly text: string };
  return { tokens, text };
};

test('one model in four formats says the same', () => {
  const want = generated(home, '--prompt', 'abc de'), merged = pairs.includes('ab') || pairs.includes('bc');
  assert.is(want.tokens[0], 1);
  assert.ok(merged ? want.tokens.length > 3 : want.tokens.length > 6);
  for (const path of [plain, gguf, join(home, 'model.safetensors')]) assert.equal(generated(path, '--tokenizer', json, '--prompt', 'abc de'), want, path);
});

test('a quantized model keeps the tokenizer of its folder; texts calibrate and evaluate', () => {
  const out = join(folder, 'q.safetensors'), text = file('story.txt', 'abc abd ebc.\n\ndab cad ünd so.\nfern\n\n\nab\n');
  assert.is(burin(['quantize', home, '--scheme', 'w4g32', '--calibration', text, '--out', out]).status, 0);
  assert.ok(generated(out, '--prompt', 'ab').tokens.length > 2);
  const { status, stdout } = burin(['eval', out, '--text', text, '--reference', home, '--json']), result = JSON.parse(stdout) as { readonly targets: number; readonly kl: number };
  assert.is(status, 0);
  assert.ok(result.targets > 20 && result.kl > 0, stdout);
});

test('compile takes them, with fewer positions', () => {
  const out = join(folder, 'c'), { status, stderr } = burin(['compile', gguf, '--context', '8', '--out', out, '--name', 'tiny']);
  assert.is(status, 0, stderr);
  assert.ok(existsSync(join(out, 'tiny.c')));
});

for (const [what, args, code, message] of [
  ['a prompt longer than the context', ['generate', home, '--prompt', 'abcdefghijklmnab abcdefghijk'], 'N0661', /the prompt has \d+ tokens, more than the 16 steps/],
  ['a tokenizer of another model', ['generate', plain, '--tokenizer', file('small.json', tokenizerJson({ vocab: { a: 0 } }))], 'N0662', /it has no piece for the id \d+; the model has 300 tokens/],
  ['a tokenizer that splits texts first', ['generate', plain, '--tokenizer', file('gpt2.json', tokenizerJson({ byte_fallback: false }))], 'N0662', /its BPE has no byte_fallback/],
  ['a tokenizer of another kind', ['generate', plain, '--tokenizer', file('unigram.json', tokenizerJson({ type: 'Unigram' }))], 'N0662', /its model is of type "Unigram"/],
  ['a model without a tokenizer', ['generate', plain], 'N0662', /the model brings no tokenizer/],
  ['a text that is not UTF-8', ['eval', home, '--text', file('latin1.txt', Uint8Array.of(0x61, 0xe9, 0x62))], 'N0653', /it is not valid UTF-8/],
  ['a text of nothing', ['eval', home, '--text', file('blank.txt', '\n \n\n')], 'N0653', /it holds no text/],
  ['a folder without a model', ['inspect', (mkdirSync(join(folder, 'void')), join(folder, 'void'))], 'N0610', /the folder holds no model/],
  ['an adapter that is not there', ['generate', home, '--lora', join(folder, 'void')], 'N0616', /there is no adapter_config\.json/],
  ['a scale without an adapter', ['generate', home, '--lora-scale', '2'], 'N0404', /there is no adapter to scale/],
  ['groups that cross rows', ['quantize', file('g.bin', llama2cFile(tinyModel({ headWidth: 6, heads: 2, keyValueHeads: 1 }), 2, 2).map((byte, at) => (at === 37 ? 5 : byte))), '--scheme', 'w8', '--out', join(folder, 'never')], 'N0612', /its groups of 5 weights do not divide/],
] as const)
  test(`refuses ${what}`, () => {
    const { status, stderr, stdout } = burin(args);
    assert.is(status, 2, stderr);
    assert.ok(stderr.includes(code), stderr);
    assert.match(stderr, message);
    assert.is(stdout, '');
    assert.not.ok(existsSync(join(folder, 'never')));
  });

test.run();
