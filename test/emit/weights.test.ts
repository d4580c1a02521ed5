/** Where constants are: C arrays, a blob that the assembler takes in, a file that the program maps; and that a graph holds no matrices for them. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CompileError, compileModel, filesOf, inFolder, loadModel, writeTogether, type Compilation, type WeightPlace } from 'burin';
import { houseFlags } from '../../codegen/device/build_image.js';
import { inTemporaryFolder } from '../../codegen/device/files.js';
import { findCompiler, findUserEmulator, hasDeviceTools } from '../../codegen/device/tools.js';
import { decodeGraph } from '../../codegen/language_model/build_graph.js';
import type { Checkpoint } from '../../codegen/language_model/checkpoint.js';
import { verifyModel } from '../../codegen/library/verify_model.js';
import { fail } from '../../runtime-ts/diagnostic.js';
import { constantLength } from '../../runtime-ts/ir/graph.js';
import { burin } from '../cli/burin.js';
import { tinyModel } from '../language_model/tiny_model.js';

const test = suite('emit: weights');
const root = fileURLToPath(new URL('../../../', import.meta.url)), digits = loadModel(join(root, 'models/digits_int8/digits_int8.tflite')).graph, stories = loadModel(join(root, 'models/stories'), [], { context: 16 }).graph;
const bytesOfData = ({ data }: Compilation): readonly number[] => [...data.values()].flatMap(({ pieces }) => [...pieces()].flatMap((piece) => [...piece]));

for (const [target, place, compiler] of [['host', 'blob', 'gcc'], ['host', 'blob', 'clang'], ['cortex-m4f', 'blob', ''], ['linux-x64', 'file', 'gcc'], ['linux-x64', 'file', 'clang'], ['linux-aarch64', 'file', '']] as const) {
  const missing = !hasDeviceTools(target) || (compiler !== '' && spawnSync(compiler, ['--version']).status !== 0);
  if (missing) console.log(`skip: weights as a ${place} on ${target}, its tools are missing`);
  else test(`weights as a ${place} on ${target}${compiler === '' ? '' : `, ${compiler}`}: every bit is the same`, async () => {
    const before = process.env['CC'];
    process.env['CC'] = compiler;
    try {
      // Kernels with structs of their own and with bodies that layers share.
      for (const graph of place === 'file' ? [digits, stories] : [digits]) assert.equal((await verifyModel(graph, { target, weights: place, optimize: graph === digits ? 'speed' : 'balanced' })).mismatch, undefined);
    } finally {
      if (before === undefined) delete process.env['CC'];
      else process.env['CC'] = before;
    }
  });
}

test('arrays up to a mebibyte, then a blob, or, of a language model on Linux, a file', () => {
  const placeOf = (vocabulary: number, target: string): WeightPlace => compileModel(decodeGraph(tinyModel({ width: 64, vocabulary }), { context: 4, lazy: true }), { target }).weights;
  for (const [vocabulary, target, place] of [[3500, 'linux-x64', 'array'], [4100, 'linux-x64', 'file'], [4100, 'linux-aarch64', 'file'], [4100, 'host', 'blob'], [4100, 'cortex-m7', 'blob']] as const)
    assert.is(placeOf(vocabulary, target), place, `${vocabulary} tokens on ${target}`);
  assert.throws(() => compileModel(digits, { target: 'cortex-m7', weights: 'file' }), (error: unknown) => error instanceof CompileError && error.message.includes('cortex-m7 cannot map a file of weights'));
});

test('blob and file are the same bytes, every time, whatever the C names', () => {
  const compiled = (weights: WeightPlace, name: string): Compilation => compileModel(stories, { target: 'linux-x64', weights, name });
  const file = compiled('file', 'one'), [data] = file.data.values(), bytes = bytesOfData(file);
  assert.is(data?.bytes, bytes.length);
  assert.equal(bytes, bytesOfData(compiled('blob', 'another')));
  assert.equal(file.files, compiled('file', 'one').files);
  assert.is(Buffer.from(bytes.slice(0, 8)).toString(), 'burinwts');
  for (const text of file.files.values()) assert.not.match(text, /\/(tmp|home|work)\//);
});

if (!hasDeviceTools('linux-x64')) console.log('skip: opening files of weights, the compiler for linux-x64 is missing');
else test('opening a file of weights says what is wrong with it', () => inTemporaryFolder(async (dir) => {
  const compilation = compileModel(stories, { target: 'linux-x64', weights: 'file', name: 'tale' }), { compiler, linkFlags } = findCompiler('linux-x64'), emulator = findUserEmulator('linux-x64');
  writeTogether(inFolder(dir, filesOf(compilation)));
  const good = readFileSync(join(dir, 'tale_weights.bin')), changed = (at: number, value: number): Buffer => { const copy = Buffer.from(good); copy[at] = value; return copy; };
  const other = compileModel(decodeGraph(tinyModel(), { context: 4 }), { target: 'linux-x64', weights: 'file' });
  const cases: readonly (readonly [string, Uint8Array | undefined, number])[] = [
    ['good', good, 0], ['missing', undefined, 1], ['empty', new Uint8Array(), 2], ['magic', changed(0, 0x42), 2], ['version', changed(8, 2), 2], ['start', changed(12, 0), 2],
    ['cut', good.subarray(0, good.length - 1), 3], ['longer', Buffer.concat([good, Buffer.of(0)]), 3], ['layout', changed(24, good[24]! ^ 1), 4], ['other', Uint8Array.from(bytesOfData(other)), 4],
  ];
  for (const [file, bytes] of cases) if (bytes !== undefined) writeFileSync(join(dir, file), bytes);
  writeFileSync(join(dir, 'main.c'), `#include <stdio.h>
#include "tale.h"
int main(int count, char **files)
{
    for (int i = 1; i < count; i++) {
        printf("%s %d\\n", files[i], tale_open(files[i]));
    }
    const int again = tale_open(files[1]);
    tale_close();
    tale_close();
    return again;
}
`);
  const sources = [...compilation.sources, 'main.c'];
  const built = spawnSync(compiler, [...houseFlags, ...(emulator === undefined ? ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'] : []), ...sources, ...linkFlags, '-o', 'program'], { cwd: dir, encoding: 'utf8' });
  assert.is(built.status, 0, built.stderr);
  const [program = '', ...args] = [...(emulator === undefined ? [] : [emulator]), './program', ...cases.map(([file]) => file)], ran = spawnSync(program, args, { cwd: dir, encoding: 'utf8' });
  assert.is(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout.trim().split('\n'), cases.map(([file, , answer]) => `${file} ${answer}`));
}));

test('a lazy graph holds no matrix, and compiles to the same bytes', () => {
  const model = tinyModel({ tiedEmbedding: false }), reads: string[] = [];
  const counted: Checkpoint = { name: model.name, config: model.config, keyValue: model.keyValue, vector: (role) => model.vector(role), matrix: (role) => { reads.push(role.kind); return model.matrix(role); } };
  const lazy = decodeGraph(counted, { lazy: true }), first = reads.splice(0).length, held = decodeGraph(model);
  assert.is(first, 2 + 7 * model.config.layers);
  const matrices = [...lazy.values.values()].filter(({ storage, type }) => storage.kind === 'constant' && type.shape.length === 2 && !type.shape.includes(model.config.contextLength));
  assert.ok(matrices.length === first && matrices.every(({ storage }) => storage.kind === 'constant' && storage.byteLength === constantLength(storage)));
  assert.equal(reads, []);
  const options = { target: 'linux-x64', weights: 'file' } as const, compilation = compileModel(lazy, options);
  assert.equal(reads, []);
  assert.equal(bytesOfData(compilation), bytesOfData(compileModel(held, options)));
  assert.is(reads.length, first);
  assert.equal(compileModel(lazy, { target: 'cortex-m4f' }).files, compileModel(held, { target: 'cortex-m4f' }).files);
});

test('a matrix that cannot be read any more leaves nothing behind, and says so itself', () => inTemporaryFolder((dir) => {
  const model = tinyModel();
  let gone = false;
  const failing: Checkpoint = { name: model.name, config: model.config, keyValue: model.keyValue, vector: (role) => model.vector(role), matrix: (role) => (gone && role.kind === 'down' ? fail('N0401', 'cannot be read') : model.matrix(role)) };
  const files = filesOf(compileModel(decodeGraph(failing, { lazy: true }), { target: 'linux-x64', weights: 'file' }));
  gone = true;
  assert.throws(() => { writeTogether(inFolder(join(dir, 'out'), files)); }, (error: unknown) => error instanceof CompileError && error.diagnostics.every(({ code }) => code === 'N0401'));
  assert.equal(readdirSync(dir), []);
  return Promise.resolve();
}));

test('the command line writes the file of weights beside the C', () => inTemporaryFolder(async (dir) => {
  const { status, stdout, stderr } = burin(['compile', join(root, 'models/stories'), '--context', '16', '--target', 'linux-aarch64', '--weights', 'file', '--name', 'stories', '--out', dir, '--json']);
  assert.is(status, 0, stderr);
  assert.ok((JSON.parse(stdout) as { files: readonly string[] }).files.includes(join(dir, 'stories_weights.bin')));
  assert.equal([...readFileSync(join(dir, 'stories_weights.bin'))], bytesOfData(compileModel(stories, { target: 'linux-aarch64', weights: 'file', name: 'stories' })));
}));

test.run();
