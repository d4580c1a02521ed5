/** Exit codes, messages and help of all commands. */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { painter, progressOn } from '../../codegen/cli/terminal.js';
import { burin, file, folder, sumModel } from './burin.js';

const model = sumModel(), input = file('x.bin', Uint8Array.of(3, 4)), commands = ['compile', 'run', 'verify', 'inspect', 'bench', 'boards'];

for (const [name, args, text] of [
  ['a missing model', ['run', join(folder, 'none.tflite')], 'N0401 file'],
  ['no model', ['inspect'], 'N0404 no model file is named'],
  ['two models', ['verify', model, model], 'is one argument too many'],
  ['an unwritable folder', ['run', model, '--input', input, '--output', join(model, 'out')], 'N0405 folder'],
  ['an unwritable folder for C', ['compile', model, '--out', join(model, 'out')], 'N0405 folder'],
  ['an unknown option', ['run', model, '--nonsense'], "N0404 Unknown option '--nonsense'"],
  ['an option of another command', ['inspect', model, '--target', 'host'], "N0404 Unknown option '--target'"],
  ['an unknown command', ['compute', model], 'N0404 there is no command "compute"'],
  ['an unknown target', ['compile', model, '--target', 'cortex-m4g'], 'did you mean cortex-m4'],
  ['two targets to compile for', ['compile', model, '--target', 'host', '--target', 'cortex-m0'], 'N0404 --target'],
  ['an unknown optimization', ['verify', model, '--optimize', 'magic'], 'N0404 --optimize: "magic" is none of speed, size, balanced'],
  ['an unknown stage', ['compile', model, '--dump-ir', 'nowhere'], 'Stages: imported'],
  ['a name that is no identifier', ['compile', model, '--name', '1st'], 'it is no C identifier'],
  ['a name that hides a header', ['compile', model, '--name', 'string'], 'string.h would hide a header'],
  ['an unknown board', ['boards', 'toaster'], 'N0501 there is no board "toaster"'],
  ['a file that is no model', ['inspect', file('zeros.tflite', new Uint8Array(64))], 'N01'],
  ['a model that cannot be measured', ['bench', join(folder, 'none.tflite')], 'N0401 file'],
] as const) {
  test(`${name} is the user's fault: exit code 2`, () => {
    const { status, stdout, stderr } = burin(args);
    assert.is(status, 2, stderr);
    assert.ok(stderr.includes(text), stderr);
    assert.ok(stdout === '' || args[0] === 'bench', stdout);
  });
}

test('no command prints help to standard error', () => {
  const { status, stdout, stderr } = burin([]);
  assert.is(status, 2);
  assert.is(stdout, '');
  for (const command of commands) assert.ok(stderr.includes(`burin ${command}`));
});

for (const command of commands) {
  test(`${command} --help says how to call it`, () => {
    const { status, stdout, stderr } = burin([command, '--help']);
    assert.is(status, 0, stderr);
    assert.ok(stdout.startsWith(`burin ${command}`) && stdout.includes('--json') && stdout.includes('Exit codes'), stdout);
  });
}

/** A PATH with only these programs of ours in it. */
function pathWith(name: string, programs: Readonly<Record<string, string>>): { readonly PATH: string } {
  const bin = join(folder, name);
  mkdirSync(bin, { recursive: true });
  for (const [program, real] of Object.entries(programs)) symlinkSync(real, join(bin, program));
  return { PATH: bin };
}

const find = (program: string): string | undefined =>
  (process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, program)).find(existsSync);

for (const [name, args, programs, text] of [
  ['the host compiler', ['verify', model, '--target', 'host'], [], 'apt-get install gcc'],
  ['the cross compiler', ['verify', model], ['qemu-system-arm'], 'apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi'],
  ...(process.arch === 'arm64' ? [] : [['anything for Linux', ['verify', model, '--target', 'linux-aarch64'], [],
    'aarch64-linux-gnu-gcc and qemu-aarch64 are not installed\n  hint: on Debian or Ubuntu: sudo apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user\n'] as const]),
  ['the emulator', ['verify', model], ['arm-none-eabi-gcc'], 'apt-get install qemu-system-arm'],
  ['anything for two targets', ['verify', model, '--target', 'cortex-m0', '--target', 'host'], [],
    'gcc and arm-none-eabi-gcc and qemu-system-arm are not installed\n  hint: on Debian or Ubuntu: sudo apt-get install gcc gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm\n'],
  ['anything for the demo', ['demo'], [], 'sudo apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm\n'],
  ['the cross compiler of bench', ['bench', model], ['qemu-system-arm'], 'apt-get install gcc-arm-none-eabi'],
] as const) {
  const found = programs.map((program) => [program, find(program)] as const);
  if (found.some(([, path]) => path === undefined)) console.log(`skip: exit code 3 without ${name}, ${programs.join()} is missing`);
  else test(`without ${name} the exit code is 3, and its package is named`, () => {
    const { status, stdout, stderr } = burin(args, { ...pathWith(name.replace(/ /g, '_'), Object.fromEntries(found.map(([program, path]) => [program, path ?? '']))), CC: '' });
    assert.is(status, 3, stderr);
    assert.ok(stdout === '' || args[0] === 'demo', stdout);
    assert.ok(stderr.includes(text), stderr);
  });
}

test('a cross compiler without its C library is a missing tool', () => {
  const bin = join(folder, 'no_newlib');
  mkdirSync(bin);
  for (const [program, text] of [['arm-none-eabi-gcc', '#!/bin/sh\necho "x.c:1:10: fatal error: string.h: No such file or directory" >&2\nexit 1\n'], ['qemu-system-arm', '#!/bin/sh\n']] as const) {
    writeFileSync(join(bin, program), text);
    chmodSync(join(bin, program), 0o755);
  }
  const { status, stderr } = burin(['verify', model], { PATH: `${bin}${delimiter}/bin` });
  assert.is(status, 3, stderr);
  assert.ok(stderr.includes('apt-get install libnewlib-arm-none-eabi'), stderr);
});

test('a bug of ours is exit code 70 with what to report', () => {
  const breaks = `--import=data:text/javascript,${encodeURIComponent('JSON.stringify = () => { throw new TypeError("a broken invariant") }')}`;
  const { status, stdout, stderr } = burin(['inspect', model, '--json'], { NODE_OPTIONS: breaks });
  assert.is(status, 70, stderr);
  assert.is(stdout, '');
  assert.match(stderr, /^This is a bug in burin\. Please report it[^]*a broken invariant/);
});

test('nothing is written when one file cannot be', () => {
  const out = join(folder, 'half');
  mkdirSync(join(out, 'sum_weights.c'), { recursive: true });
  const { status, stderr } = burin(['compile', model, '--out', out]);
  assert.is(status, 2);
  assert.match(stderr, /N0405 folder .*half: cannot be written\n {2}why: {2}.*sum_weights\.c is a folder/);
  assert.equal(readdirSync(out), ['sum_weights.c']);
});

test('colour and progress are for terminals, and NO_COLOR is heeded', () => {
  const written: string[] = [], stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => written.push(text) > 0 });
  assert.is(painter(stream(true), {})('red', 'N0404'), '\u001b[31mN0404\u001b[0m');
  for (const plain of [painter(stream(false), {}), painter(stream(true), { NO_COLOR: '1' }), painter(stream(true), { TERM: 'dumb' })]) assert.is(plain('red', 'N0404'), 'N0404');
  progressOn(stream(false))('building');
  assert.equal(written, []);
  progressOn(stream(true))('building');
  assert.equal(written, ['\r\u001b[Kbuilding']);
  assert.not.match(burin(['run', model, '--nonsense']).stderr, /\u001b/);
});

test.run();
