/** --project: folders that a build system takes as they are. Makefile and CMake projects are built and run; of the others the structure is checked. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CompileError, compileModel, findBoard, inFolder, Interpreter, listBoards, readModel, writeTogether, type CompileModelOptions } from 'burin';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { addSpec, burin, file } from '../cli/burin.js';
import { makeModel } from '../support/make_model.js';

const test = suite('emit: projects');
const bytes = makeModel(addSpec), graph = readModel(bytes, 'add');
const floatGraph = readModel(makeModel({
  tensors: ['x', 'y'].map((name) => ({ name, type: 'float32', shape: [1, 3] })), inputs: [0], outputs: [1], operators: [{ op: 'LOGISTIC', inputs: [0], outputs: [1] }],
}), 'sigmoid');

type Options = CompileModelOptions & { readonly project: NonNullable<CompileModelOptions['project']> };
const filesOf = (options: Options): ReadonlyMap<string, string> => compileModel(graph, options).files;
const written = (options: Options, of = graph): string => {
  const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  writeTogether(inFolder(folder, compileModel(of, options).files));
  return folder;
};
// Under `make test` a make of ours would report the folders it enters.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MAKE')));

function tool(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 120_000, env: { ...environment, CFLAGS: '-O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror' } });
  assert.is(status, 0, `${program} ${args.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const zeros = new Interpreter(graph).run([new Int8Array(2), new Int8Array(2)]).map((output) => `${[...output].join(' ')}\n`).join('');

test('without --project, and with none, files lie flat', () => {
  assert.ok(compileModel(graph).files.has('add.c'));
  assert.equal(filesOf({ project: 'none' }), compileModel(graph).files);
});

test('every project has the files of the model in src/, and says which are C', () => {
  const plain = compileModel(graph, { target: 'nucleo_f446re' });
  for (const project of ['makefile', 'cmake', 'platformio', 'arduino', 'zephyr'] as const) {
    const { files, sources } = compileModel(graph, { project, target: 'nucleo_f446re' });
    for (const [name, text] of plain.files) assert.is(files.get(`src/${name}`), text, `${project}, ${name}`);
    assert.equal(sources, plain.sources.map((name) => `src/${name}`));
    assert.ok([...files].filter(([name]) => !name.startsWith('src/')).every(([name, text]) => text.endsWith('\n') && !text.includes('{{') && !/[ \t]$/m.test(text) && !name.startsWith('/')), project);
  }
});

if (!has('make') || !has('gcc')) console.log('skip: a makefile project for the host, make or gcc is missing');
else test('a makefile project builds and runs on the host', () => {
  const folder = written({ project: 'makefile', target: 'host' });
  assert.ok(tool(folder, 'make', 'run').endsWith(zeros));
  tool(folder, 'make', 'clean');
});

if (!has('cmake') || !has('gcc')) console.log('skip: a CMake project for the host, cmake or gcc is missing');
else test('a CMake project builds and runs on the host', () => {
  const folder = written({ project: 'cmake', target: 'host', arena: { kind: 'shared', symbol: 'pool' } });
  tool(folder, 'cmake', '-B', 'build');
  tool(folder, 'cmake', '--build', 'build');
  assert.is(tool(folder, 'build/example'), zeros);
});

if (!has('cmake') || !has('gcc')) console.log('skip: a CMake project in another, cmake or gcc is missing');
else test('a CMake project is a library of another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  writeTogether(inFolder(join(folder, 'add'), filesOf({ project: 'cmake', target: 'host' })));
  writeFileSync(join(folder, 'CMakeLists.txt'), 'cmake_minimum_required(VERSION 3.16)\nproject(app C)\nadd_subdirectory(add)\nadd_executable(app main.c)\ntarget_link_libraries(app add)\n');
  writeFileSync(join(folder, 'main.c'), '#include "add.h"\nint main(void) { add_input_0()[0] = 3; add_input_1()[0] = 4; add_run(); return add_output()[0] - 7; }\n');
  tool(folder, 'cmake', '-B', 'build');
  tool(folder, 'cmake', '--build', 'build', '--target', 'app');
  tool(folder, 'build/app');
});

const sectionBytes = (folder: string, name: string): number => Number(new RegExp(`^\\${name}\\s+(\\d+)`, 'm').exec(tool(folder, 'arm-none-eabi-size', '-A', 'build/example.elf'))?.[1] ?? 0);

if (!hasDeviceTools()) console.log('skip: projects for Cortex-M, the cross compiler or the emulator is missing');
else {
  for (const target of ['mps2_an386', 'cortex-m0', 'cortex-m55'])
    test(`a makefile project for ${target} boots in QEMU`, () => assert.ok(tool(written({ project: 'makefile', target }), 'make', 'run').endsWith(zeros)));
  test('floats are printed, and an arena of the application is defined by the example', () => {
    const folder = written({ project: 'makefile', target: 'mps2_an386', arena: { kind: 'shared', symbol: 'pool' } }, floatGraph);
    assert.ok(tool(folder, 'make', 'run').endsWith('0.5 0.5 0.5\n'));
  });
  for (const target of ['nucleo_f446re', 'nucleo_h743zi', 'microbit']) test(`a makefile project for ${target} is linked for its memory`, () => {
    const folder = written({ project: 'makefile', target });
    tool(folder, 'make');
    for (const { name, origin } of findBoard(target).regions)
      assert.match(readFileSync(join(folder, 'example/memory.ld'), 'utf8'), new RegExp(`${name} \\(rw?x\\) : ORIGIN = 0x${origin.toString(16).padStart(8, '0')}`));
  });
  if (!has('cmake')) console.log('skip: a CMake project for Cortex-M, cmake is missing');
  else test('a CMake project for a board builds, with constants in their section', () => {
    const folder = written({ project: 'cmake', target: 'nucleo_f446re' }, floatGraph);
    tool(folder, 'cmake', '-B', 'build');
    tool(folder, 'cmake', '--build', 'build');
    assert.is(sectionBytes(folder, '.weights'), compileModel(floatGraph, { target: 'nucleo_f446re' }).weightBytes);
  });
}

/** `key = value` lines of a file, by key. */
const settings = (text: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((text ?? '').split('\n').flatMap((line) => { const [, key, value] = /^(\w+) ?= ?(.*)$/.exec(line) ?? []; return key === undefined ? [] : [[key, value ?? '']]; }));

test('platformio.ini names platform, board and framework of the board file', () => {
  const boards = listBoards().map(({ name }) => findBoard(name)).filter(({ platformio }) => platformio !== null);
  assert.ok(boards.length >= 5);
  for (const { name, platformio } of boards) {
    const files = filesOf({ project: 'platformio', target: name }), ini = files.get('platformio.ini'), { platform, board, framework, build_src_filter: filter } = settings(ini);
    assert.equal({ platform, board, framework }, platformio);
    assert.is(filter, '-<*> +<src/> +<example/>');
    assert.ok(ini?.includes(`[env:${name}]`));
    assert.is(files.has('example/main.cpp'), framework === 'arduino');
    const library = JSON.parse(files.get('library.json') ?? '') as Readonly<Record<string, unknown>>;
    assert.equal([library['name'], library['version'], library['headers']], ['add', '1.0.0', 'add.h']);
  }
});

test('PlatformIO builds for the host, and for a bare core by a board that has it', () => {
  assert.is(settings(filesOf({ project: 'platformio', target: 'host' }).get('platformio.ini'))['platform'], 'native');
  const ini = filesOf({ project: 'platformio', target: 'cortex-m0plus' }).get('platformio.ini');
  assert.ok(ini?.includes('[env:pico]') && ini.includes('any board with this core will do'));
  assert.throws(() => filesOf({ project: 'platformio', target: 'mps2_an386' }), (error: unknown) => error instanceof CompileError && error.diagnostics[0]?.code === 'N0407');
});

test('an Arduino library has its properties and an example sketch', () => {
  const files = filesOf({ project: 'arduino' }), properties = settings(files.get('library.properties'));
  // https://arduino.github.io/arduino-cli: library specification
  for (const field of ['name', 'version', 'author', 'maintainer', 'sentence', 'paragraph', 'category', 'url', 'architectures', 'includes']) assert.ok(field in properties, field);
  assert.equal([properties['name'], properties['includes'], properties['category']], ['add', 'add.h', 'Data Processing']);
  assert.ok([...files.keys()].every((name) => name.startsWith('src/') || name === 'library.properties' || name === 'examples/add_example/add_example.ino'));
});

if (!has('g++')) console.log('skip: the sketch as C++, g++ is missing');
else test('the sketch is C++ that compiles', () => {
  const folder = written({ project: 'arduino', target: 'host', arena: { kind: 'shared', symbol: 'pool' } });
  writeFileSync(join(folder, 'Arduino.h'), 'struct Port { void begin(long) {} void println(long) {} };\nstatic Port Serial;\nstatic inline void delay(long) {}\n');
  tool(folder, 'g++', '-std=c++11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-I.', '-Isrc', '-x', 'c++', '-c', 'examples/add_example/add_example.ino', '-o', 'sketch.o');
});

test('a Zephyr project is a module and an application that uses it', () => {
  const files = filesOf({ project: 'zephyr', target: 'nrf52840_dk' });
  assert.match(files.get('zephyr/module.yml') ?? '', /^name: add\nbuild:\n {2}cmake: zephyr$/m);
  const library = files.get('zephyr/CMakeLists.txt') ?? '', application = files.get('example/CMakeLists.txt') ?? '';
  for (const line of ['zephyr_library_named(add)', 'zephyr_library_sources(${add_sources})', 'zephyr_library_compile_options(-ffp-contract=off)']) assert.ok(library.includes(line), library);
  const order = ['cmake_minimum_required(', 'EXTRA_ZEPHYR_MODULES', 'find_package(Zephyr', 'project(', 'target_sources(app PRIVATE main.c)'].map((part) => application.indexOf(part));
  assert.equal(order, [...order].sort((a, b) => a - b));
  assert.ok(order.every((at) => at >= 0));
  assert.match(files.get('example/prj.conf') ?? '', /^CONFIG_FPU=y$/m);
  assert.not.match(filesOf({ project: 'zephyr', target: 'cortex-m0' }).get('example/prj.conf') ?? '', /CONFIG_FPU/);
  assert.ok(files.has('example/main.c'));
});

test('the command line writes the project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'burin_test_')), model = file('add.tflite', bytes);
  const { status, stdout, stderr } = burin(['compile', model, '--project', 'zephyr', '--out', folder, '--json']);
  assert.is(status, 0, stderr);
  assert.ok((JSON.parse(stdout) as { files: string[] }).files.includes(join(folder, 'zephyr/module.yml')));
  const wrong = burin(['compile', model, '--project', 'bazel']);
  assert.is(wrong.status, 2);
  assert.ok(wrong.stderr.includes('N0404 --project: "bazel" is none of none, makefile, cmake, platformio, arduino, zephyr'), wrong.stderr);
});

test.run();
