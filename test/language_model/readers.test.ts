/** Readers of other programs' language models: what they read, and what they refuse. */
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bf16, f16, q4_0, q4_1, q4_k, q5_0, q5_1, q5_k, q6_k, q8_0, type Encoding } from '../../codegen/frontends/language_model/encodings.js';
import { readLanguageModel, type ReadModel, type ReadOptions } from '../../codegen/frontends/language_model/read_language_model.js';
import type { ByteSource, Checkpoint } from '../../codegen/language_model/checkpoint.js';
import { floatMatrix } from '../../codegen/language_model/float_tensors.js';
import { safetensorsHeader } from '../../codegen/language_model/safetensors.js';
import { tensorName, tensorPlaces } from '../../codegen/language_model/tensors.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { halfOfFloat } from '../../runtime-ts/numerics/half.js';
import { ggufFile, huggingFaceFiles, joined, llama2cFile } from './model_files.js';
import { sourceOf, tinyModel } from './tiny_model.js';

const test = suite('language models of others');

type Files = ReadonlyMap<string, Uint8Array>;
const opener = (files: Files) => (name: string): ByteSource | undefined => { const bytes = files.get(name); return bytes === undefined ? undefined : sourceOf(bytes, name); };
const open = (files: Files, main: string, options?: ReadOptions): ReadModel => readLanguageModel(opener(files)(main)!, opener(files), options);
const single = (name: string, bytes: Uint8Array): ReadModel => open(new Map([[name, bytes]]), name);

/** Every tensor's numbers, by name. */
function tensors(model: Checkpoint): Map<string, readonly number[]> {
  return new Map(tensorPlaces(model.config).map((place) => [tensorName(place.role), Array.from(place.kind === 'vector' ? model.vector(place.role) : floatMatrix(model.matrix(place.role), place.role).values)]));
}
function same(got: Checkpoint, want: Checkpoint): void {
  assert.equal(got.config, want.config);
  for (const [name, values] of tensors(want)) assert.equal(tensors(got).get(name), values, name);
}

/** The codes of what an attempt is refused for. */
function refused(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    assert.ok(error.diagnostics.every(({ what, where }) => what !== '' && where !== undefined));
    return error.diagnostics.map(({ code, what }) => `${code} ${what}`).join('\n');
  }
  return '';
}
const readAll = (model: ReadModel): void => { tensors(model.checkpoint); };

const half = (values: Float32Array): Uint8Array => new Uint8Array(Uint16Array.from(values, halfOfFloat).buffer);
const topHalf = (values: Float32Array): Uint8Array => new Uint8Array(Uint16Array.from(new Uint32Array(values.buffer.slice(0)), (bits) => bits >>> 16).buffer);

for (const tiedEmbedding of [true, false])
  test(`llama2.c of versions 0 and 1, embedding ${tiedEmbedding ? 'shared' : 'and classifier apart'}`, () => {
    const model = tinyModel({ tiedEmbedding, headWidth: 3 * 2, heads: 2, keyValueHeads: 1 });
    for (const version of [0, 1] as const) same(single('m.bin', llama2cFile(model, version)).checkpoint, model);
  });

test('llama2.c of version 2: levels and scales as they are', () => {
  const model = tinyModel({ headWidth: 3 * 2, heads: 2, keyValueHeads: 1, feedForwardWidth: 24 }), { checkpoint } = single('m.bin', llama2cFile(model, 2, 6)), want = tensors(model);
  for (const [name, values] of tensors(checkpoint)) values.forEach((value, at) => assert.ok(Math.abs(value - want.get(name)![at]!) < 0.01, name));
  assert.match(refused(() => single('m.bin', llama2cFile(model, 2, 8))), /^N0612 its groups of 8 weights do not divide its width 12$/);
});

for (const [name, options, changes] of [
  ['Llama in float32', {}, {}], ['Llama, untied, in three shards', { shards: 3 }, { tiedEmbedding: false }], ['Llama in bfloat16', { dtype: 'BF16', encode: topHalf }, {}], ['Llama in float16', { dtype: 'F16', encode: half }, {}],
  ['Mistral with a window', { architecture: 'MistralForCausalLM', settings: { sliding_window: 7 } }, { slidingWindow: 7 }], ['Qwen2 with biases', { architecture: 'Qwen2ForCausalLM' }, { attentionBias: true }],
] as const)
  test(`Hugging Face: ${name}`, () => {
    const model = tinyModel(changes), files = huggingFaceFiles(model, options), { checkpoint } = open(files, 'shards' in options ? 'model.safetensors.index.json' : 'model.safetensors');
    assert.equal(checkpoint.config, model.config);
    const step = 'dtype' in options ? (options.dtype === 'BF16' ? 2 ** -7 : 2 ** -10) : 0;
    for (const [tensor, values] of tensors(model)) tensors(checkpoint).get(tensor)!.forEach((value, at) => assert.ok(Math.abs(value - values[at]!) <= step * Math.abs(values[at]!) + step * 2 ** -14, tensor));
  });

test('Hugging Face: settings that change the arithmetic are refused by name, all at once', () => {
  const settings = { rope_scaling: { rope_type: 'llama3' }, hidden_act: 'gelu', mlp_bias: true, attention_bias: true };
  const text = refused(() => open(huggingFaceFiles(tinyModel(), { settings }), 'model.safetensors'));
  for (const one of ['rope_scaling of type "llama3"', 'hidden_act is "gelu"', 'mlp_bias is true', 'attention_bias is true']) assert.ok(text.includes(`N0614 ${one}`), `${one} in ${text}`);
  assert.match(refused(() => open(huggingFaceFiles(tinyModel(), { architecture: 'GPTNeoXForCausalLM' }), 'model.safetensors')), /N0614 its architecture is GPTNeoXForCausalLM/);
  const without = huggingFaceFiles(tinyModel());
  without.delete('config.json');
  assert.match(refused(() => open(without, 'model.safetensors')), /N0613 there is no config\.json/);
  const shards = huggingFaceFiles(tinyModel(), { shards: 2 });
  shards.delete('model-00002-of-00002.safetensors');
  assert.match(refused(() => open(shards, 'model.safetensors.index.json')), /N0613 its shard model-00002-of-00002\.safetensors is not there/);
  assert.match(refused(() => open(huggingFaceFiles(tinyModel({ vocabulary: 31 }), { settings: { vocab_size: 30 } }), 'model.safetensors')), /N0613 its shape is \[31, 12\]; config\.json needs \[30, 12\]/);
  assert.match(refused(() => open(huggingFaceFiles(tinyModel(), { settings: { num_hidden_layers: 1e12 } }), 'model.safetensors')), /N0613 its number of layers is 1000000000000/);
});

test('GGUF: float32, and Q8_0 as it is, with a tokenizer', () => {
  const wide = tinyModel({ width: 32, feedForwardWidth: 64, heads: 4, headWidth: 8, vocabulary: 260, tiedEmbedding: false, normEpsilon: 2 ** -17 }), pieces = Array.from({ length: 260 }, (_, id) => (id < 3 ? `<${id}>` : id < 259 ? `<0x${(id - 3).toString(16).toUpperCase().padStart(2, '0')}>` : '\u2581a'));
  const q8 = (values: Float32Array): Uint8Array => joined(Array.from({ length: values.length / 32 }, (_, block) => joined([half(Float32Array.of(2 ** -7)), Uint8Array.from(values.subarray(32 * block, 32 * block + 32), (value) => Math.round(value * 128))])));
  same(single('m.gguf', ggufFile(wide)).checkpoint, wide);
  const read = single('m.gguf', ggufFile(wide, { type: 8, encode: q8, metadata: { 'tokenizer.ggml.model': 'llama', 'tokenizer.ggml.tokens': pieces, 'tokenizer.ggml.scores': pieces.map(() => -0.5) } }));
  for (const [name, values] of tensors(wide)) if (!/Norm/.test(name)) assert.equal(tensors(read.checkpoint).get(name), values.map((value) => Math.round(value * 128) / 128 + 0), name);
  assert.is(read.checkpoint.matrix({ kind: 'embedding' }).kind, 'quantized');
  assert.is(read.tokenizer?.name, 'tokenizer.bin');
  assert.match(refused(() => single('m.gguf', ggufFile(wide, { type: 10 }))), /N0615 its type is Q2_K, which is not read/);
  assert.match(refused(() => single('m.gguf', ggufFile(wide, { type: 99 }))), /N0615 its type is number 99/);
  assert.match(refused(() => single('m.gguf', ggufFile(wide, { metadata: { 'general.architecture': 'mamba' } }))), /N0614 its architecture is "mamba"/);
  assert.match(refused(() => single('m.gguf', ggufFile(wide, { metadata: { 'llama.rope.scaling.type': 'yarn' } }))), /N0614 llama\.rope\.scaling\.type is yarn/);
  assert.match(refused(() => single('m.gguf', ggufFile(wide, { metadata: { 'tokenizer.ggml.model': 'llama', 'tokenizer.ggml.tokens': ['a'], 'tokenizer.ggml.scores': [0.5] } }))), /N0618 its tokenizer has 1 pieces; the model's vocabulary has 260/);
});

test('blocks of GGML decode to the bits that its Python package gives', () => {
  const { types } = JSON.parse(readFileSync(new URL('../../../test/language_model/recorded/ggml_blocks.json', import.meta.url), 'utf8')) as { readonly types: Readonly<Record<string, { readonly bytes: string; readonly floats: string }>> };
  const known: Readonly<Record<string, Encoding>> = { F16: f16, BF16: bf16, Q4_0: q4_0, Q4_1: q4_1, Q5_0: q5_0, Q5_1: q5_1, Q8_0: q8_0, Q4_K: q4_k, Q5_K: q5_k, Q6_K: q6_k };
  assert.equal(Object.keys(types).sort(), Object.keys(known).sort());
  for (const [name, { bytes, floats }] of Object.entries(types)) {
    const data = Buffer.from(bytes, 'base64'), want = Buffer.from(floats, 'base64'), encoding = known[name]!, out = new Float32Array((data.length / encoding.bytes) * encoding.elements);
    encoding.decode(data, out, 0);
    // Of zero it keeps a sign that no sum needs.
    assert.equal(Array.from(out, (value) => value + 0), Array.from(new Float32Array(want.buffer.slice(want.byteOffset, want.byteOffset + want.length)), (value) => value + 0), name);
  }
});

test('an adapter is merged, in part if asked', () => {
  const model = tinyModel(), files = huggingFaceFiles(model), a = Float32Array.from({ length: 2 * 12 }, (_, at) => at / 8), b = Float32Array.from({ length: 22 * 2 }, (_, at) => (at % 5) / 4);
  const weights = joined([safetensorsHeader([['base_model.model.model.layers.1.mlp.up_proj.lora_A.weight', 'F32', [2, 12]], ['base_model.model.model.layers.1.mlp.up_proj.lora_B.weight', 'F32', [22, 2]]], {}), new Uint8Array(a.buffer), new Uint8Array(b.buffer)]);
  const adapter = (config: object): Files => new Map([['adapter_config.json', Buffer.from(JSON.stringify({ peft_type: 'LORA', r: 2, lora_alpha: 4, ...config }))], ['adapter_model.safetensors', weights]]);
  const { checkpoint } = open(files, 'model.safetensors', { lora: { open: opener(adapter({})), scale: 0.5 } }), up = floatMatrix(model.matrix({ kind: 'up', layer: 1 }), { kind: 'up', layer: 1 }).values;
  const merged = Array.from(up, (value, at) => Math.fround(value + 0.5 * 2 * (b[Math.floor(at / 12) * 2]! * a[at % 12]! + b[Math.floor(at / 12) * 2 + 1]! * a[12 + (at % 12)]!)));
  assert.equal(tensors(checkpoint).get('layers.1.up'), merged);
  assert.equal(tensors(checkpoint).get('layers.0.up'), tensors(model).get('layers.0.up'));
  assert.match(refused(() => open(files, 'model.safetensors', { lora: { open: opener(adapter({ use_dora: true })), scale: 1 } })), /N0616 use_dora is true/);
  assert.match(refused(() => open(files, 'model.safetensors', { lora: { open: opener(adapter({ r: 3 })), scale: 1 } })), /N0616 its shape is \[2, 12\]; the model needs \[3, 12\]/);
});

test('weights that are no numbers are refused, with their place', () => {
  const model = tinyModel({ headWidth: 6, heads: 2, keyValueHeads: 1 }), gate = model.matrix({ kind: 'gate', layer: 1 });
  if (gate.kind === 'float32') gate.values[12 * 3 + 5] = NaN;
  for (const [name, bytes] of [['m.bin', llama2cFile(model, 1)], ['m.gguf', ggufFile(model)]] as const) assert.match(refused(() => readAll(single(name, bytes))), /^N0652 the weight at row 3, column 5 is NaN$/);
  assert.match(refused(() => readAll(open(huggingFaceFiles(model), 'model.safetensors'))), /^N0652 the weight at row 3, column 5 is NaN$/);
});

test('a file that is cut short is refused at every length, in every format', () => {
  const model = tinyModel({ width: 8, feedForwardWidth: 8, layers: 1, heads: 2, keyValueHeads: 1, headWidth: 4, vocabulary: 8, contextLength: 4 }), files = huggingFaceFiles(model);
  for (const [name, bytes] of [['m.bin', llama2cFile(model, 0)], ['m.bin', llama2cFile(model, 1)], ['m.bin', llama2cFile(model, 2, 4)], ['m.gguf', ggufFile(model)], ['model.safetensors', files.get('model.safetensors')!], ['config.json', files.get('config.json')!]] as const)
    for (let length = 0; length < bytes.length; length++) {
      const cut = new Map(files).set(name, bytes.subarray(0, length)), text = refused(() => readAll(open(cut, name === 'config.json' ? 'model.safetensors' : name)));
      // What is missing at the end of a GGUF file may be padding.
      if (text === '') assert.ok(name === 'm.gguf' && bytes.subarray(length).every((byte) => byte === 0), `${name} of ${length} bytes`);
    }
});

test('huge numbers in a header are refused at once', () => {
  const model = tinyModel(), plain = llama2cFile(model, 0), magic = llama2cFile(model, 1), gguf = ggufFile(model);
  for (let field = 0; field < 7; field++) for (const value of [2 ** 31 - 1, -(2 ** 31), 0, 65537]) for (const [bytes, at] of [[plain, 0], [magic, 8]] as const) {
    const changed = bytes.slice();
    new DataView(changed.buffer).setInt32(at + 4 * field, value, true);
    assert.ok(refused(() => readAll(single('m.bin', changed))) !== '', `field ${field} is ${value}`);
  }
  for (const at of [4, 8, 16, 24]) {
    const changed = gguf.slice();
    new DataView(changed.buffer).setBigUint64(at, 2n ** 62n, true);
    assert.ok(refused(() => readAll(single('m.gguf', changed))) !== '', `${at}`);
  }
  assert.match(refused(() => single('m.bin', Buffer.from('neither this nor that, but long enough for a header'))), /^N0610 /);
});

test.run();
