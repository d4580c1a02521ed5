/** Generated C as an application uses it: from C++, several models in one program, an arena of the application. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CompileError, compileModel, inFolder, Interpreter, readModel, writeTogether } from 'burin';
import { houseFlags } from '../../codegen/device/build_image.js';
import { addSpec, burin, file, sumSpec } from '../cli/burin.js';
import { makeModel, type ModelSpec } from '../support/make_model.js';

const test = suite('emit: generated C');
const sum = makeModel(sumSpec), add = makeModel(addSpec);
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'burin_test_'));

function tool(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.is(status, 0, `${program}: ${error?.message ?? ''}${stderr}`);
  return stdout;
}
const sanitize = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g'];
const cFiles = (folder: string): readonly string[] => tool('sh', ['-c', 'ls *.c'], folder).trim().split('\n');

test('two models share a folder, a program and one arena', () => {
  const folder = newFolder(), models = [file('sum.tflite', sum), file('add.tflite', add)];
  for (const model of models) assert.is(burin(['compile', model, '--target', 'host', '--out', folder, '--arena-symbol', 'shared']).status, 0);
  writeFileSync(join(folder, 'main.c'), `#include <stdio.h>
#include <string.h>
#include "add.h"
#include "sum.h"
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
extern uint8_t shared[LARGER(SUM_ARENA_SIZE, ADD_ARENA_SIZE)];
_Alignas(16) uint8_t shared[LARGER(SUM_ARENA_SIZE, ADD_ARENA_SIZE)];
int main(void)
{
    memcpy(sum_input(), (const int8_t[]){ 3, 4 }, SUM_INPUT_SIZE);
    sum_run();
    const int first = *sum_output();
    memcpy(add_input_0(), (const int8_t[]){ 1, 2 }, ADD_INPUT_0_SIZE);
    memcpy(add_input_1(), (const int8_t[]){ 10, (int8_t)first }, ADD_INPUT_1_SIZE);
    add_run();
    return printf("%d %d %d\\n", first, add_output()[0], add_output()[1]) < 0;
}
`);
  tool('gcc', [...houseFlags, ...sanitize, ...cFiles(folder), '-o', 'program'], folder);
  const first = new Interpreter(readModel(sum)).run([Int8Array.of(3, 4)])[0]?.[0];
  const [second] = new Interpreter(readModel(add)).run([Int8Array.of(1, 2), Int8Array.of(10, Number(first))]);
  assert.is(tool('./program', [], folder), `${first} ${second?.join(' ')}\n`);
});

for (const [compiler, flags] of [['gcc', ['-Wlogical-op']], ['clang', []]] as const) {
  if (spawnSync(compiler, ['--version']).status !== 0) console.log(`skip: generated C with ${compiler}, which is missing`);
  else test(`generated C compiles without a warning: ${compiler}`, () => {
    for (const arena of [undefined, { kind: 'shared', symbol: 'arena' }, { kind: 'shared', symbol: 'mine' }, { kind: 'own', section: '.ram_DTCM' }] as const) {
      const folder = newFolder(), { files, sources } = compileModel(readModel(sum), { target: 'host', name: 'sum', arena });
      writeTogether(inFolder(folder, files));
      tool(compiler, [...houseFlags, ...flags, '-c', ...sources], folder);
    }
  });
}

test('the arena is in the section that is asked for', () => {
  const folder = newFolder(), { files } = compileModel(readModel(sum), { target: 'host', name: 'sum', arena: { kind: 'own', section: '.ram_DTCM' } });
  writeTogether(inFolder(folder, files));
  tool('gcc', [...houseFlags, '-c', 'sum.c'], folder);
  assert.match(tool('objdump', ['-t', 'sum.o'], folder), /O \.ram_DTCM\s+\w+ arena/);
});

test('C++ includes the header and calls the model', () => {
  const folder = newFolder(), { files, sources } = compileModel(readModel(sum), { target: 'host', name: 'sum' });
  writeTogether(inFolder(folder, files));
  writeFileSync(join(folder, 'main.cpp'), `#include "sum.h"
int main()
{
    sum_input()[0] = 3;
    sum_input()[1] = 4;
    sum_run();
    return *sum_output() == 11 && sizeof(*sum_output()) == 1 && SUM_OUTPUT_SCALE == 1.0f ? 0 : 1;
}
`);
  tool('gcc', [...houseFlags, '-c', ...sources], folder);
  tool('g++', ['-std=c++11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', 'main.cpp', ...sources.map((source) => source.replace(/\.c$/, '.o')), '-o', 'program'], folder);
  tool('./program', [], folder);
});

test('a step without code brings no kernel', () => {
  const side = (name: string, shape: readonly number[]) => ({ name, shape, type: 'int8' as const, scales: [1], zeroPoints: [0] });
  const flat = readModel(makeModel({
    tensors: [side('x', [2, 3]), { name: 'shape', type: 'int32', shape: [1], data: [6] }, side('flat', [6]), side('y', [6])], inputs: [0], outputs: [3],
    operators: [{ op: 'RESHAPE', inputs: [0, 1], outputs: [2] }, { op: 'ADD', inputs: [2, 2], outputs: [3] }],
  })), folder = newFolder(), { files, sources } = compileModel(flat, { target: 'host', name: 'flat' });
  assert.equal([...files.keys()].filter((file) => file.includes('copy')), []);
  writeTogether(inFolder(folder, files));
  tool('gcc', [...houseFlags, '-c', ...sources], folder);
});

test('names that cannot be are refused', () => {
  const graph = readModel(sum), refused = (options: Parameters<typeof compileModel>[1]): void => assert.throws(
    () => compileModel(graph, { name: 'sum', ...options }), (error: unknown) => error instanceof CompileError && error.diagnostics[0]?.code === 'N0404', JSON.stringify(options));
  for (const symbol of ['two words', 'int', 'state', 'sum_run']) refused({ arena: { kind: 'shared', symbol } });
  refused({ arena: { kind: 'own', section: 'a"b' } });
  for (const name of ['1st', 'a-b', 'stdint', 'bn_copy', '']) refused({ name });
  assert.is(compileModel({ ...graph, name: 'string' }).name, 'model_string');
});

test('both arena options at once are refused', () => {
  const { status, stderr } = burin(['compile', file('sum.tflite', sum), '--arena-section', '.x', '--arena-symbol', 'y']);
  assert.is(status, 2);
  assert.ok(stderr.includes('N0404 --arena-section'), stderr);
});

test('names of a model file may be anything', () => {
  const odd: ModelSpec = { ...sumSpec, tensors: sumSpec.tensors.map((tensor, at) => ({ ...tensor, name: ['int', '*/ evil\n', '/*/* a\\'][at] ?? '' })) };
  const folder = newFolder(), { files, sources } = compileModel(readModel(makeModel(odd), '/* */ "odd" \\'), { target: 'host', source: '*/ #error \\' });
  writeTogether(inFolder(folder, files));
  tool('gcc', [...houseFlags, '-c', ...sources], folder);
  assert.ok(!readFileSync(join(folder, sources[0] ?? '')).includes('*/ evil'));
});

test.run();
