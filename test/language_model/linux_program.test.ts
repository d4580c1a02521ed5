/** The program that a makefile project for Linux builds around a language model: it maps its weights and tells what Node tells. */
import { spawnSync } from 'node:child_process';
import { renameSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel, filesOf, inFolder, loadModel, makeEngine, writeTogether } from 'burin';
import { inTemporaryFolder } from '../../codegen/device/files.js';
import { findUserEmulator, hasDeviceTools } from '../../codegen/device/tools.js';
import { tokenizerOf } from '../../codegen/cli/language_model_options.js';
import { generate, pieceOf, stepOf } from '../../runtime-ts/language_model/generate.js';

const test = suite('language model: a program on Linux');
const context = 40, { graph, language } = loadModel(fileURLToPath(new URL('../../../models/stories', import.meta.url)), [], { context });
if (language === undefined) throw new Error('models/stories is no language model');
const tokenizer = tokenizerOf(language.tokenizer, language.config), prompt = 'Once there was a "fox"';

function inNode(steps: number, temperature: number, seed: bigint): string {
  const told = generate(stepOf(makeEngine(graph)), { prompt: tokenizer.encode(new TextEncoder().encode(prompt)), steps, seed, temperature, topK: 0, topP: Math.fround(0.9) });
  return `${Buffer.concat([...told].map((one) => pieceOf(tokenizer, one))).toString('utf8')}\n`;
}

for (const [target, weights, compiler] of [['linux-x64', 'file', 'clang'], ['linux-x64', 'blob', 'gcc'], ['linux-aarch64', 'file', undefined]] as const) {
  if (!hasDeviceTools(target) || spawnSync('make', ['--version']).status !== 0 || (compiler !== undefined && spawnSync(compiler, ['--version']).status !== 0)) {
    console.log(`skip: a program for ${target} with weights as a ${weights}, its tools are missing`);
    continue;
  }
  test(`${target}, weights as a ${weights}: tells what Node tells`, () => inTemporaryFolder((folder) => {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MAKE') && name !== 'CC')), emulator = findUserEmulator(target);
    const run = (program: string, ...args: readonly string[]) => spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...environment, CFLAGS: `-O1 ${weights === 'blob' ? '-flto ' : ''}-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror${emulator === undefined ? '' : ' -static'}` } });
    const example = (...args: readonly string[]) => (emulator === undefined ? run('build/example', ...args) : run(emulator, 'build/example', ...args));
    writeTogether(inFolder(folder, filesOf(compileModel(graph, { target, weights, name: 'tale', project: 'makefile', text: { vocabulary: tokenizer.vocabulary, context } }))));
    const built = run('make', ...(compiler === undefined || emulator !== undefined ? [] : [`CC=${compiler}`]));
    assert.is(built.status, 0, built.stderr);
    assert.equal([example(prompt, '30', '0').stdout, example(prompt, '40', '0.8', '7').stdout], [inNode(30, 0, 1n), inNode(40, Math.fround(0.8), 7n)]);
    const refused = example(prompt, '41');
    assert.equal([refused.status, refused.stderr], [1, 'prompt and steps have to be within the context of 40 positions\n']);
    if (weights === 'file') {
      const bytes = join(folder, 'src/tale_weights.bin'), elsewhere = join(folder, 'elsewhere.bin');
      renameSync(bytes, elsewhere);
      assert.is(example(prompt).stderr, 'src/tale_weights.bin: it cannot be read\n');
      assert.is(example(prompt, '30', '0', '1', elsewhere).stdout, inNode(30, 0, 1n));
      truncateSync(elsewhere, 1000);
      assert.is(example(prompt, '30', '0', '1', elsewhere).stderr, `${elsewhere}: it is not complete\n`);
    }
    return Promise.resolve();
  }));
}

test.run();
