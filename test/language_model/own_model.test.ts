/** The project's own story model: both of its formats are one model, and what quantizing costs it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tokenizerBinOfJson } from '../../codegen/frontends/language_model/tokenizer_json.js';
import { loadLanguageModel } from '../../codegen/device/language_model_file.js';
import { evaluate, statesOf } from '../../codegen/language_model/evaluate.js';
import { floatMatrix } from '../../codegen/language_model/float_tensors.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { quantizeModel } from '../../codegen/language_model/quantize_model.js';
import { defaultEmbedding, schemeFor } from '../../codegen/language_model/scheme_choice.js';
import { schemeOf } from '../../codegen/language_model/scheme.js';
import { tensorPlaces } from '../../codegen/language_model/tensors.js';
import { readVocabulary, Tokenizer } from '../../runtime-ts/language_model/tokenizer.js';

const test = suite('the story model');
const folder = fileURLToPath(new URL('../../../models/stories/', import.meta.url)), { checkpoint: model } = loadLanguageModel(folder), { config } = model;
const stories = (JSON.parse(readFileSync(`${folder}held_out_tokens.json`, 'utf8')) as { readonly stories: readonly (readonly number[])[] }).stories, calibration = stories.slice(0, 8), text = stories.slice(8, 13);

test('safetensors and llama2.c\'s file hold the same model', () => {
  const { checkpoint: other } = loadLanguageModel(`${folder}stories.bin`);
  assert.equal(other.config, config);
  for (const place of tensorPlaces(config)) {
    if (place.kind === 'vector') assert.equal(other.vector(place.role), model.vector(place.role));
    else assert.equal(floatMatrix(other.matrix(place.role), place.role).values, floatMatrix(model.matrix(place.role), place.role).values);
  }
});

test('both tokenizers split a story alike', () => {
  const bin = new Tokenizer(readVocabulary(readFileSync(`${folder}tokenizer.bin`), config.vocabulary)), json = new Tokenizer(readVocabulary(tokenizerBinOfJson(readFileSync(`${folder}tokenizer.json`), config.vocabulary, 'tokenizer.json'), config.vocabulary));
  for (const ids of text) {
    const story = Buffer.concat(ids.slice(1, -1).map((id, at) => bin.decode(ids[at]!, id)));
    assert.equal(bin.encode(story), ids.slice(0, -1));
    assert.equal(json.encode(story), ids.slice(0, -1));
  }
});

test('8 bits cost next to nothing, 4 bits by GPTQ little', () => {
  const reference = statesOf(model, text), float = evaluate(text, reference);
  assert.ok(float.crossEntropy > 0.11 && float.crossEntropy < 0.14, String(float.crossEntropy));
  for (const [name, most] of [['w8', 0.001], ['w4g32', 0.02]] as const) {
    const layers = schemeOf(name, ''), schemes = { layers, embedding: defaultEmbedding(layers), mixed: {} }, result = new MemoryCheckpoint(name, config);
    quantizeModel(model, { scheme: (role) => schemeFor(schemes, role), method: name === 'w8' ? 'rtn' : 'gptq', actOrder: true, calibration: name === 'w8' ? [] : calibration }, result);
    const { kl = NaN } = evaluate(text, statesOf(result, text), reference);
    assert.ok(kl < most, `${name}: ${kl}`);
  }
});

test.run();
