/** The command line as a user calls it: exit codes, files and messages. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makeModel } from '../support/make_model.js';

const main = fileURLToPath(new URL('../../codegen/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burin_'));
const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const burin = (...args: readonly string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });

// y = x0 + 2 x1, all scales 1.
const model = file('sum.tflite', makeModel({
  tensors: [
    { name: 'x', type: 'int8', shape: [1, 2], scales: [1], zeroPoints: [0] },
    { name: 'w', type: 'int8', shape: [1, 2], scales: [1], zeroPoints: [0], data: [1, 2] },
    { name: 'y', type: 'int8', shape: [1, 1], scales: [1], zeroPoints: [0] },
  ],
  operators: [{ op: 'FULLY_CONNECTED', inputs: [0, 1, -1], outputs: [2] }], inputs: [0], outputs: [2],
}));
const input = file('x.bin', Uint8Array.of(3, 4));
const golden = (answer: number): string => {
  file('y.bin', Uint8Array.of(answer));
  return file('golden.json', JSON.stringify({ compare: { mode: 'exact' }, cases: [{ inputs: ['x.bin'], outputs: ['y.bin'] }] }));
};

test('run writes output_<invocation>_<index>.bin', () => {
  const out = join(folder, 'out');
  assert.is(burin('run', model, '--input', input, '--input', `x=${input}`, '--output', out).status, 0);
  assert.equal([...readFileSync(join(out, 'output_1_0.bin'))], [11]);
});

test('run --golden exits 0 when equal, 1 and the place when not', () => {
  assert.is(burin('run', model, '--golden', golden(11)).status, 0);
  const wrong = burin('run', model, '--golden', golden(12));
  assert.is(wrong.status, 1);
  assert.is(wrong.stdout, 'case 0: output 0 "y", element 0: expected 12, got 11\n');
});

test('--json prints one object', () => {
  const result = JSON.parse(burin('run', model, '--input', input, '--json').stdout) as { outputs: unknown };
  assert.equal(result.outputs, [[[11]]]);
  assert.is((JSON.parse(burin('inspect', model, '--json').stdout) as { macs: number }).macs, 2);
});

for (const [name, args, text] of [
  ['a wrong-sized input', ['run', model, '--input', file('long.bin', new Uint8Array(3))], 'has 3 bytes; tensor "x" of i8[1,2] needs 2'],
  ['a missing model', ['run', join(folder, 'none.tflite')], 'N0401 file'],
  ['an unwritable folder', ['run', model, '--input', input, '--output', join(model, 'out')], 'N0405 folder'],
  ['an unknown option', ['run', model, '--nonsense'], 'N0404'],
  ['a file that is no model', ['inspect', file('zeros.tflite', new Uint8Array(64))], 'N01'],
] as const) {
  test(`${name} is the user's fault: exit code 2`, () => {
    const { status, stderr } = burin(...args);
    assert.is(status, 2);
    assert.ok(stderr.includes(text), stderr);
  });
}

test.run();
