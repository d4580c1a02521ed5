/** The C from text to text: tokens, sampling and the self-test give on the host and on emulated cores what Node gives. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compile } from '../../codegen/compile.js';
import { inTemporaryFolder } from '../../codegen/device/files.js';
import { loadBoards, loadFirmware, readTemplate } from '../../codegen/device/package_files.js';
import { tellStory } from '../../codegen/device/story_runner.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { writeTokenizerBin } from '../../codegen/frontends/language_model/gguf_tokenizer.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { generate, pieceOf, stepOf } from '../../runtime-ts/language_model/generate.js';
import type { Sampling } from '../../runtime-ts/language_model/sampler.js';
import { readVocabulary, Tokenizer } from '../../runtime-ts/language_model/tokenizer.js';
import { tinyModel } from './tiny_model.js';

const test = suite('language model: text in C');
if (!hasDeviceTools()) console.log('skip: texts on emulated cores, the cross compiler or the emulator is missing');

const letters = [...'abcdefghijklmnopqrstuvwxyz .,é'], pairs = ['an', 'the', 'th', 'in', ' a', 'ab', 'ba', ' the', 'ing', 'abab'];
const pieces = ['<unk>', '<s>', '</s>', ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`), ' ', ...letters, ...pairs];
const vocabulary = readVocabulary(writeTokenizerBin(pieces, pieces.map((_, id) => -id)), pieces.length), tokenizer = new Tokenizer(vocabulary), context = 40;
const graph = decodeGraph(tinyModel({ vocabulary: pieces.length, contextLength: context }, 5), { context }), boards = loadBoards();

/** What Node tells: the bytes of all tokens but the special ones. */
function inNode(prompt: string, steps: number, seed: number, sampling: Sampling): Buffer {
  const tokens = tokenizer.encode(Buffer.from(prompt));
  const parts = [...generate(stepOf(new Interpreter(graph)), { prompt: tokens, steps, seed: BigInt(seed), ...sampling })];
  return Buffer.concat(parts.map((one) => pieceOf(tokenizer, one)));
}

const cases = [
  { prompt: '', seed: 1, temperature: 0, topK: 0, topP: 0 },
  { prompt: 'the banana, abab é ü 🙂 in', seed: 2, temperature: 1, topK: 0, topP: 0 },
  { prompt: 'than', seed: 3, temperature: 0.7, topK: 5, topP: 0 },
  { prompt: 'a b', seed: 4, temperature: 1.5, topK: 0, topP: 0.6 },
  { prompt: 'ing', seed: 0, temperature: 0.9, topK: 12, topP: 0.9 },
];

for (const target of ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m7', 'cortex-m55'] : [])])
  test(`${target} tells what Node tells`, () => inTemporaryFolder(async (dir) => {
    const resolved = resolveTarget(target, boards), { files, sources } = compile(graph, { name: 'tiny', source: 'a test', target: resolved, templates: readTemplate, firmware: loadFirmware(), text: { vocabulary, context } });
    for (const [file, text] of files) writeFileSync(join(dir, file), text);
    for (const [at, { prompt, seed, ...sampling }] of cases.entries()) {
      const steps = context - at, { text } = await tellStory({ dir, sources, name: 'tiny', target: resolved, prompt, steps, seed, ...sampling, selftest: at === 0, ...(target === 'host' ? { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'] } : {}) });
      assert.equal(Buffer.from(text).toString('hex'), inNode(prompt, steps, seed, sampling).toString('hex'), `case ${at}`);
    }
  }));

test('a prompt that is longer than the steps is refused', () => inTemporaryFolder(async (dir) => {
  const resolved = resolveTarget('host', boards), { files, sources } = compile(graph, { name: 'tiny', source: 'a test', target: resolved, templates: readTemplate, firmware: loadFirmware(), text: { vocabulary, context } });
  for (const [file, text] of files) writeFileSync(join(dir, file), text);
  try {
    await tellStory({ dir, sources, name: 'tiny', target: resolved, prompt: 'xyzzy xyzzy', steps: 4, seed: 1, temperature: 0, topK: 0, topP: 0, selftest: true });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /the program failed on the host \(status 1\)/);
  }
}));

test.run();
