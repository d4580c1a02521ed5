/** Figures of a real model of 260,000 parameters: what quantizing it costs. Calibrated on calib_tokens.json alone. Measured in docs/language_models.md. */
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { classifierOf, finalStates } from '../../codegen/language_model/blockwise_forward.js';
import type { KeyValueFormat } from '../../codegen/language_model/checkpoint.js';
import { evaluate, statesOf, type Evaluation, type FinalStates } from '../../codegen/language_model/evaluate.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { products } from '../../codegen/language_model/products.js';
import { quantizeModel, type Method } from '../../codegen/language_model/quantize_model.js';
import { defaultEmbedding, schemeFor } from '../../codegen/language_model/scheme_choice.js';
import { schemeOf } from '../../codegen/language_model/scheme.js';
import { burin, file } from '../cli/burin.js';
import { hasStories, storiesFolder, storiesModel, storiesTokens } from './stories260k.js';

const test = suite('language model: stories260K');

if (!hasStories) console.log('skip: no folder with stories260K; quantizing is checked on small random models');
else {
  const model = storiesModel(), text = storiesTokens('eval_tokens.json'), calibration = storiesTokens('calib_tokens.json').slice(0, 12);
  let reference: FinalStates | undefined;
  const measure = (name: string, method: Method, keyValue: KeyValueFormat = 'f32'): Evaluation => {
    const result = new MemoryCheckpoint(name, model.config, keyValue), layers = schemeOf(name, ''), schemes = { layers, embedding: defaultEmbedding(layers), mixed: {} };
    quantizeModel(model, { scheme: (role) => schemeFor(schemes, role), method, actOrder: true, calibration: method === 'rtn' ? [] : calibration }, result);
    reference ??= statesOf(model, text);
    return evaluate(text, statesOf(result, text), reference);
  };
  const within = (evaluation: Evaluation, kl: number, bits: number): void => {
    assert.ok((evaluation.kl ?? NaN) <= kl && evaluation.bitsPerWeight <= bits, JSON.stringify(evaluation));
  };

  test('generate takes llama2.c\'s ids for every prompt, and its logits within 1e-4', () => {
    const { prompts } = JSON.parse(readFileSync(`${storiesFolder}/golden.json`, 'utf8')) as { readonly prompts: readonly { readonly prompt: string; readonly tokens: readonly number[] }[] };
    ['empty', 'robot', 'cafe'].forEach((name, at) => {
      const dump = file(`${name}.logits`, ''), made = burin(['generate', `${storiesFolder}/stories260K.bin`, '--tokenizer', `${storiesFolder}/tok512.bin`, '--prompt', prompts[at]!.prompt, '--steps', '128', '--dump-logits', dump, '--json']);
      assert.is(made.status, 0, made.stderr);
      assert.equal((JSON.parse(made.stdout) as { readonly tokens: readonly number[] }).tokens, prompts[at]!.tokens);
      const floats = (path: string): Float32Array => { const bytes = readFileSync(path); return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)); };
      const got = floats(dump), golden = floats(`${storiesFolder}/logits_${name}.bin`);
      assert.is(got.length, 128 * 512);
      assert.ok(golden.every((value, i) => Math.abs(value - got[i]!) < 1e-4), name);
    });
  });

  test('logits are llama2.c\'s within 1e-4', () => {
    const { prompts } = JSON.parse(readFileSync(`${storiesFolder}/golden.json`, 'utf8')) as { readonly prompts: readonly { readonly tokens: readonly number[] }[] };
    ['empty', 'robot', 'cafe'].forEach((name, at) => {
      const bytes = readFileSync(`${storiesFolder}/logits_${name}.bin`), golden = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const [states] = finalStates(model, [prompts[at]!.tokens.slice(0, golden.length / model.config.vocabulary)]), logits = products(classifierOf(model), states!);
      assert.is(logits.length, golden.length);
      assert.ok(logits.every((value, i) => Math.abs(value - golden[i]!) < 1e-4), name);
    });
  });

  test('the float model has the cross-entropy that llama2.c gives it', () => {
    reference ??= statesOf(model, text);
    const { crossEntropy, targets } = evaluate(text, reference);
    assert.is(targets, 1969);
    assert.ok(Math.abs(crossEntropy - 1.303145) < 2e-6, String(crossEntropy));
  });

  test('w8: KL 0.002 at 8.6 bits, and the cache in 8 bits adds 0.004 at most', () => {
    const w8 = measure('w8', 'rtn');
    within(w8, 0.002, 8.6);
    within(measure('w8', 'rtn', 'k8v8'), w8.kl! + 0.004, 8.6);
  });

  test('w4g32 with GPTQ: KL 0.065 at 5.06 bits, far below rounding\'s, and perplexity within 5 %', () => {
    const gptq = measure('w4g32', 'gptq');
    within(gptq, 0.065, 5.06);
    assert.ok(gptq.perplexity < 1.05 * 3.6809, String(gptq.perplexity));
    assert.ok(gptq.kl! < 0.75 * measure('w4g32', 'rtn').kl!);
  });

  test('w3g32 with GPTQ: KL 0.30 at 4.19 bits', () => { within(measure('w3g32', 'gptq'), 0.3, 4.19); });
}

test.run();
