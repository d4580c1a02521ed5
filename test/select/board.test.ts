/** Board files, and the names that a user may give as a target. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadBoards, packageRoot } from '../../codegen/device/package_files.js';
import { boardJsonSchema, listBoards, parseBoard } from '../../codegen/select/board.js';
import { coreNames, hostedNames } from '../../codegen/select/features.js';
import { resolveTarget, targetNames } from '../../codegen/select/target.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';

const boards = loadBoards();
const test = suite('select: boards');

const valid = {
  name: 'toy', title: 'Toy', cpu: 'cortex-m4', fpu: 'fpv4-sp-d16', clock_hz: 1000000,
  memory: {
    regions: [
      { name: 'FLASH', kind: 'flash', origin: '0x00000000', bytes: 4096, reserve: 0 },
      { name: 'RAM', kind: 'ram', origin: '0x20000000', bytes: 1024, reserve: 16 },
    ],
  },
  platformio: null, qemu: null, source: 'this test',
};
const [flash, ram] = valid.memory.regions as [object, object];
const withRegions = (...regions: object[]): object => ({ ...valid, memory: { regions } });

function codesOf(json: unknown, fileName = 'toy.json'): readonly string[] {
  try {
    parseBoard(json, fileName);
    return [];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return error.diagnostics.map((d) => `${d.code} ${d.where}: ${d.what}`);
  }
}

test('every board file is valid and every target name resolves', () => {
  assert.ok(boards.length >= 14);
  for (const name of targetNames(boards)) {
    const target = resolveTarget(name, boards);
    assert.is(target.name, name);
    assert.is(target.emulators.length > 0, !hostedNames.includes(name), `${name} has an emulator`);
    assert.ok(target.emulators.every((board) => board.qemu !== null));
  }
});

test('board.schema.json is what the compiler checks', () => {
  const written: unknown = JSON.parse(readFileSync(join(packageRoot, 'boards', 'board.schema.json'), 'utf8'));
  assert.equal(written, JSON.parse(JSON.stringify(boardJsonSchema())), 'run: node dist/scripts/write_board_schema.js');
});

test('a board has the features and flags of its core', () => {
  const features = Object.fromEntries(coreNames.map((name) => [name, resolveTarget(name, boards).features.join()]));
  assert.equal(features, {
    'cortex-m0': '', 'cortex-m0plus': '', 'cortex-m3': 'smlal', 'cortex-m4': 'dsp', 'cortex-m4f': 'dsp,fpu',
    'cortex-m7': 'dsp,fpu', 'cortex-m33': 'dsp,fpu', 'cortex-m55': 'dsp,mve,fpu', riscv32imc: '',
  });
  const h743 = resolveTarget('nucleo_h743zi', boards);
  assert.is(h743.core, 'cortex-m7');
  assert.is(h743.board?.name, 'nucleo_h743zi');
  assert.is(h743.emulators[0]?.name, 'mps2_an500');
  assert.ok(h743.cflags.includes('-mfpu=fpv5-d16'));
  assert.is(resolveTarget('cortex-m4f', boards).board, undefined);
});

test('an M33 without a floating-point unit does not get its feature', () => {
  const board = parseBoard({ ...valid, cpu: 'cortex-m33', fpu: null }, 'toy.json');
  const target = resolveTarget('toy', [...boards, board]);
  assert.equal(target.features, ['dsp']);
  assert.ok(target.cflags.includes('-mfloat-abi=soft'));
});

test('an unknown target names those that look alike', () => {
  try {
    resolveTarget('cortex-m4ff', boards);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, CompileError);
    assert.match((error as CompileError).message, /N0501 there is no target "cortex-m4ff"/);
    assert.match((error as CompileError).message, /did you mean cortex-m4f, cortex-m4/);
  }
});

test('a valid board is taken', () => assert.equal(codesOf(valid), []));

test('what the schema refuses is N0502, all problems at once, with their places', () => {
  const problems = codesOf({ ...valid, cpu: 'cortex-a53', clock_hz: -1, extra: 1 });
  assert.is(problems.length, 3);
  assert.ok(problems.every((problem) => problem.startsWith('N0502 toy.json')));
  assert.ok(problems.some((problem) => problem.includes('toy.json, clock_hz')));
  assert.match(codesOf(withRegions({ ...flash, origin: '134217728' }, ram))[0] ?? '', /memory\.regions\.0\.origin/);
  for (const json of [null, 7, 'text', [], {}, withRegions(flash)]) assert.ok(codesOf(json).length > 0);
});

test('what contradicts itself is N0503', () => {
  const expected: readonly (readonly [object, RegExp])[] = [
    [withRegions(flash, { ...flash, name: 'FLASH2', origin: '0x00010000' }), /no region of kind "ram"/],
    [withRegions(flash, { ...ram, origin: '0x00000800' }), /FLASH and RAM overlap/],
    [withRegions(flash, { ...ram, name: 'FLASH' }), /two regions are named FLASH/],
    [withRegions(flash, { ...ram, reserve: 1024 }), /reserves all/],
    [withRegions(flash, { ...ram, origin: '0xFFFFFF00' }), /beyond 4 GiB/],
    [{ ...valid, name: 'other' }, /named "other" but its file "toy"/],
    [{ ...valid, cpu: 'cortex-m55' }, /Cortex-M55 has no floating-point unit "fpv4-sp-d16"/],
  ];
  for (const [json, message] of expected) {
    const problems = codesOf(json);
    assert.is(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', /^N0503 toy\.json/);
    assert.match(problems[0] ?? '', message);
  }
});

test('boards are listed by name with the sums of their memory', () => {
  const names = listBoards(boards).map((board) => board.name);
  assert.equal(names, [...names].sort());
  assert.equal(listBoards(boards, 'pico'), [{
    name: 'pico', title: 'Raspberry Pi Pico', cpu: 'cortex-m0plus', clockHz: 133000000,
    flashBytes: 2097152, ramBytes: 270336, emulated: false,
  }]);
  assert.equal(listBoards(boards, 'none'), []);
});

test.run();
