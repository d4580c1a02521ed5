/** burin quantize and burin eval as a user calls them; what is wrong is said, and nothing written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readModelFile } from '../../codegen/language_model/quantized_file.js';
import { matrixOf, modelFileBytes, sourceOf, tinyModel, tinySequences } from '../language_model/tiny_model.js';
import { burin, file, folder } from './burin.js';

const model = file('tiny.safetensors', modelFileBytes(tinyModel())), tokens = file('tokens.json', JSON.stringify(tinySequences(6, 20))), stories = file('stories.json', JSON.stringify({ stories: tinySequences(4, 18, undefined, 3) }));
const tokenizer = file('tok.bin', Uint8Array.of(9, 8, 7)), out = (name: string): string => join(folder, 'made', name);

interface Eval { readonly targets: number; readonly crossEntropy: number; readonly perplexity: number; readonly kl?: number; readonly top1?: number; readonly bytes: number; readonly bitsPerWeight: number }
const evaluate = (...args: readonly string[]): Eval => {
  const { status, stdout, stderr } = burin(['eval', ...args, '--json']);
  assert.is(status, 0, stderr);
  return JSON.parse(stdout) as Eval;
};

test('a model is quantized and evaluated', () => {
  const made = burin(['quantize', model, '--scheme', 'w4g32', '--calibration', tokens, '--act-order', '--kv', 'k8v8', '--tokenizer', tokenizer, '--mixed', 'down=w8', '--out', out('q.safetensors'), '--json']);
  assert.is(made.status, 0, made.stderr);
  const said = JSON.parse(made.stdout) as { readonly file: string; readonly method: string; readonly schemes: string; readonly bytes: number; readonly bitsPerWeight: number };
  assert.is(said.method, 'gptq');
  assert.is(said.schemes, 'w4g32, down w8, embedding w8');
  const { checkpoint, tokenizer: embedded } = readModelFile(sourceOf(readFileSync(out('q.safetensors'))));
  assert.is(checkpoint.keyValue, 'k8v8');
  assert.equal(embedded, { name: 'tok.bin', bytes: Uint8Array.of(9, 8, 7) });
  assert.is((checkpoint.matrix({ kind: 'down', layer: 1 }) as { readonly bits: number }).bits, 8);
  const figures = evaluate(out('q.safetensors'), '--tokens', stories, '--reference', model);
  assert.is(figures.targets, 4 * 17);
  assert.ok(figures.kl! > 0 && figures.kl! < 0.2 && figures.top1! > 0.5, JSON.stringify(figures));
  assert.is(figures.bytes, said.bytes);
  assert.is(figures.bitsPerWeight, said.bitsPerWeight);
  assert.ok(Math.abs(figures.perplexity - Math.exp(figures.crossEntropy)) < 1e-12);
  const alone = evaluate(model, '--tokens', stories);
  assert.equal(Object.keys(alone), ['targets', 'crossEntropy', 'perplexity', 'bytes', 'bitsPerWeight']);
  assert.equal(readdirSync(join(folder, 'made')), ['q.safetensors']);
  const text = burin(['eval', out('q.safetensors'), '--tokens', stories, '--reference', model]);
  assert.match(text.stdout, /^cross-entropy \d\.\d{5} nats a token, perplexity [\d.]+, over 68 targets\nKL [\d.]+ nats a token from the reference; the likeliest token is the same at [\d.]+ % of positions\n\d+ B of weights, [\d.]+ bits a weight\n$/);
});

test('the same command writes the same bytes', () => {
  const [a, b] = ['a', 'b'].map((name) => {
    assert.is(burin(['quantize', model, '--scheme', 'w3g32', '--method', 'awq', '--calibration', tokens, '--out', out(name)]).status, 0);
    return readFileSync(out(name));
  });
  assert.equal(a, b);
});

const bad = tinyModel();
matrixOf(bad, { kind: 'gate', layer: 1 }).values[7] = NaN;
const nan = file('nan.safetensors', modelFileBytes(bad)), whole = readFileSync(model);

for (const [what, args, code, text] of [
  ['weights that are NaN', [nan, '--scheme', 'w8'], 2, 'N0652 tensor layers.1.gate: 1 of 264 weights are not finite'],
  ['a model that is cut short', [file('cut.safetensors', whole.subarray(0, whole.length - 1)), '--scheme', 'w8'], 2, 'N0650'],
  ['an empty model', [file('empty.safetensors', ''), '--scheme', 'w8'], 2, 'N0610'],
  ['no such model', [join(folder, 'none'), '--scheme', 'w8'], 2, 'N0401'],
  ['an unknown scheme', [model, '--scheme', 'w2'], 2, 'N0404 --scheme: "w2" is no scheme'],
  ['no scheme', [model], 2, 'N0404 --scheme: no scheme is given'],
  ['a method that needs a text', [model, '--scheme', 'w8', '--method', 'gptq'], 2, 'N0404 --method: gptq needs a text'],
  ['an order of columns for rounding', [model, '--scheme', 'w8', '--act-order'], 2, 'N0404 --act-order: rtn has no order of columns'],
  ['an unknown matrix', [model, '--scheme', 'w8', '--mixed', 'sideways=w8'], 2, 'N0404 --mixed: "sideways=w8" names no matrix'],
  ['an empty calibration', [model, '--scheme', 'w8', '--calibration', file('empty.json', '[]')], 2, 'it holds no sequences of tokens'],
  ['an id out of the vocabulary', [model, '--scheme', 'w8', '--calibration', file('ids.json', '[[1, 2], [1, 30], [1], [1, -1]]')], 2, 'sequence 1: token 1 is 30; ids of this model are 0 to 29'],
  ['a sequence beyond the context', [model, '--scheme', 'w8', '--calibration', file('long.json', JSON.stringify([Array(25).fill(1)]))], 2, 'sequence 0: it has 25 tokens; the model was made for 24 positions'],
  ['a calibration that is no JSON', [model, '--scheme', 'w8', '--calibration', file('no.json', '[[1, 2]')], 2, 'it is no JSON'],
] as const) test(`quantize refuses ${what}`, () => {
  const { status, stdout, stderr } = burin(['quantize', ...args, '--out', join(folder, 'refused', 'q')]);
  assert.is(status, code, stderr);
  assert.ok(stderr.includes(text), stderr);
  assert.is(stdout, '');
  assert.not.ok(existsSync(join(folder, 'refused')));
});

test('a budget is fitted: the best that was made is written, with the frontier beside it', () => {
  const args = ['quantize', model, '--calibration', tokens, '--method', 'rtn', '--context', '20', '--report', out('report'), '--json'];
  const { status, stdout, stderr } = burin([...args, '--fit', 'flash=2.5K,ram=4K', '--out', out('fit')]);
  assert.is(status, 0, stderr);
  interface Point { readonly bytes: number; readonly foretold: number; readonly rounded?: number; readonly made?: number }
  const said = JSON.parse(stdout) as { readonly flash: number; readonly ram: number; readonly bytes: number; readonly keyValue: string; readonly frontier: readonly Point[]; readonly finalists: readonly Point[] };
  assert.ok(said.flash <= 2560 && said.ram <= 4096 && said.flash === said.bytes + 20 * 16, stdout);
  assert.is(said.keyValue, 'f32');
  assert.ok(said.frontier.length > 3 && said.frontier.every(({ bytes, foretold }, at) => at === 0 || (bytes > said.frontier[at - 1]!.bytes && foretold < said.frontier[at - 1]!.foretold)), stdout);
  assert.ok(said.finalists.every(({ made }) => made! >= said.finalists[0]!.made!) && said.finalists[0]!.bytes === said.bytes);
  assert.is(evaluate(out('fit'), '--tokens', stories).bytes, said.bytes);
  assert.equal(JSON.parse(readFileSync(out('report/frontier.json'), 'utf8')), { frontier: said.frontier, finalists: said.finalists, keyValue: 'f32' });
  const svg = readFileSync(out('report/frontier.svg'), 'utf8');
  assert.is([...svg.matchAll(/<circle/g)].length, 3 + 2 * said.frontier.length + said.finalists.length);
  assert.not.match(svg, /NaN|undefined|Infinity/);
  assert.match(burin([...args, '--fit', 'ram=2.3K', '--out', out('small')]).stdout, /"keyValue":"k8v8"/);
  for (const [fit, text] of [['flash=500', 'N0654 --fit: the smallest schemes take'], ['ram=1000', 'N0654 --fit: a cache of k8v4 for 20 positions takes'], ['flash=big', 'N0404 --fit: "flash=big" is no budget']] as const) {
    const refused = burin([...args, '--fit', fit, '--out', join(folder, 'refused', 'q')]);
    assert.is(refused.status, 2);
    assert.ok(refused.stderr.includes(text), refused.stderr);
    assert.not.ok(existsSync(join(folder, 'refused')));
  }
  assert.match(burin([...args, '--fit', 'ram=9K', '--scheme', 'w8', '--out', out('x')]).stderr, /N0404 --scheme: --fit chooses the schemes/);
});

test('all bad sequences are named at once', () => {
  const { stderr } = burin(['eval', model, '--tokens', join(folder, 'ids.json')]);
  for (const at of [1, 2, 3]) assert.ok(stderr.includes(`sequence ${at}:`), stderr);
});

test('eval takes one text, and a reference of the same vocabulary', () => {
  assert.match(burin(['eval', model]).stderr, /N0404 --dataset, --tokens, --text: eval takes one data set or one text/);
  const other = file('other.safetensors', modelFileBytes(tinyModel({ vocabulary: 31 })));
  assert.match(burin(['eval', model, '--tokens', stories, '--reference', other]).stderr, /N0653 --reference: the reference has 31 tokens, the model 30/);
});

test('what stood at --out stays when quantizing fails', () => {
  const kept = file('kept', 'as it was');
  assert.is(burin(['quantize', nan, '--scheme', 'w8', '--out', kept]).status, 2);
  assert.is(readFileSync(kept, 'utf8'), 'as it was');
  assert.match(burin(['quantize', model, '--scheme', 'w8', '--out', folder]).stderr, /N0405/);
});

test.run();
