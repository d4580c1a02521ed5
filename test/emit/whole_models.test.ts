/** Whole models as an application's C: clean in both compilers and under sanitizers, together in one image, the same files every time. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileModel, filesOf, findTarget, inFolder, Interpreter, loadGolden, loadModel, writeTogether, type Compilation, type Golden, type Graph, type ModelFile } from 'burin';
import { houseFlags } from '../../codegen/device/build_image.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { bytesOf } from '../../runtime-ts/ir/graph.js';
import { burin } from '../cli/burin.js';

const test = suite('emit: whole models');
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Model extends ModelFile { readonly name: string; readonly golden: Golden }

function load(name: string): Model | undefined {
  const folder = [join(root, 'models'), join(root, '../shared/models')].map((parent) => join(parent, name)).find(existsSync);
  if (folder === undefined) {
    console.log(`skip: ${name}, which is not beside the project`);
    return undefined;
  }
  const model = loadModel(join(folder, `${name}.tflite`));
  return { ...model, name, golden: loadGolden(model.graph, join(folder, 'golden.json')) };
}
const loaded = ['digits_int8', 'sine_float', 'vibration_int8', 'kws_ref_model'].map(load).filter((model) => model !== undefined);
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
/** clang's runtime libraries are a package of their own; traps need none. */
const traps = ['-fsanitize=undefined', '-fsanitize-trap=undefined'];

/** Builds models into one image, runs their golden inputs, and compares every bit with the reference engine. */
async function sameBits(models: readonly { readonly graph: Graph; readonly golden: Golden; readonly compilation: Compilation }[], target: string, extraFlags: readonly string[]): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'burin_test_'));
  for (const { compilation } of models) writeTogether(inFolder(dir, filesOf(compilation)));
  const { outputs } = await runOnTarget({
    dir, target: findTarget(target), extraFlags, sources: [...new Set(models.flatMap(({ compilation }) => compilation.sources))],
    models: models.map(({ compilation: { name, header, inputs, outputs: results, stateful } }) => ({ cName: name, header, inputs, outputs: results, stateful })),
    inputs: models.map(({ golden }) => golden.cases.map(({ inputs }) => inputs.map(bytesOf))), measure: false,
  });
  for (const [at, { graph, golden }] of models.entries()) {
    const interpreter = new Interpreter(graph);
    assert.equal(outputs[at]?.map((list) => list.map((bytes) => [...bytes])), golden.cases.map(({ inputs }) => interpreter.run(inputs).map((result) => [...bytesOf(result)])), graph.name);
  }
}

async function withCompiler(compiler: string, work: () => Promise<void>): Promise<void> {
  const before = process.env['CC'];
  process.env['CC'] = compiler;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['CC'];
    else process.env['CC'] = before;
  }
}

for (const [compiler, checks] of [['gcc', sanitizers], ['clang', traps]] as const) {
  if (!has(compiler)) console.log(`skip: whole models with ${compiler}, which is missing`);
  else for (const { name, graph, golden } of loaded) test(`${name}: no warning of ${compiler}, nothing for its sanitizers, every bit right`, () => withCompiler(compiler, async () => {
    assert.ok(['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wshadow', '-Werror'].every((flag) => houseFlags.includes(flag)));
    for (const optimize of ['speed', 'size'] as const) await sameBits([{ graph, golden, compilation: compileModel(graph, { target: 'host', name, optimize }) }], 'host', checks);
  }));
}

const together = loaded.map(({ name, graph, golden }) => ({ graph, golden, name }));
const compiled = (target: string) => together.map((model) => ({ ...model, compilation: compileModel(model.graph, { target, name: model.name }) }));

test('several models in one image, on the host', () => sameBits(compiled('host'), 'host', sanitizers));

if (!hasDeviceTools()) console.log('skip: several models in one image for a Cortex-M, the cross compiler or the emulator is missing');
else test('several models in one image, on a Cortex-M4', () => sameBits(compiled('cortex-m4f'), 'cortex-m4f', []));

test('every symbol that the linker sees begins with the model\'s name, or bn_', () => {
  for (const { name, compilation } of compiled('host')) {
    const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
    writeTogether(inFolder(folder, filesOf(compilation)));
    const built = spawnSync('gcc', [...houseFlags, '-c', ...compilation.sources], { cwd: folder, encoding: 'utf8' });
    assert.is(built.status, 0, built.stderr);
    for (const source of compilation.sources) {
      const symbols = spawnSync('nm', ['-g', '--defined-only', '-P', source.replace(/\.c$/, '.o')], { cwd: folder, encoding: 'utf8' }).stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
      const prefix = source.startsWith('bn_') ? 'bn_' : `${name}_`;
      assert.equal(symbols.filter((symbol) => symbol !== '' && !symbol.startsWith(prefix)), [], source);
    }
  }
});

test('the same model gives the same files, and no file names a folder of this machine', () => {
  for (const { name, file } of loaded) {
    const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'burin_test_')));
    const written = folders.map((folder) => {
      const { status, stderr } = burin(['compile', file, '--target', 'cortex-m4f', '--project', 'makefile', '--bindings', '--report', join(folder, 'report'), '--dump-ir', `all:${join(folder, 'ir')}`, '--out', folder]);
      assert.is(status, 0, stderr);
      return new Map(readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile())
        .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length), readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
    });
    assert.ok((written[0]?.size ?? 0) > 15);
    assert.equal(written[0], written[1], name);
    for (const [path, text] of written[0] ?? []) for (const folder of [root, tmpdir(), homedir(), process.cwd()]) assert.ok(folder === '/' || !text.includes(folder), `${path}: ${folder}`);
  }
});

test.run();
