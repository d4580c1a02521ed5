/** `burin run`: files in, files out, golden vectors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addModel, burin, file, folder, sumModel } from './burin.js';

const model = sumModel(), add = addModel(), input = file('x.bin', Uint8Array.of(3, 4)), other = file('z.bin', Uint8Array.of(10, 20));
const golden = (answer: number): string => {
  file('y.bin', Uint8Array.of(answer));
  return file('golden.json', JSON.stringify({ compare: { mode: 'exact' }, cases: [{ inputs: ['x.bin'], outputs: ['y.bin'] }] }));
};
const outputsOf = (...args: readonly string[]): unknown => {
  const { status, stdout, stderr } = burin(['run', ...args, '--json']);
  assert.is(status, 0, stderr);
  return (JSON.parse(stdout) as { outputs: unknown }).outputs;
};

test('run writes output_<invocation>_<index>.bin', () => {
  const out = join(folder, 'out');
  assert.is(burin(['run', model, '--input', input, '--input', `x=${other}`, '--output', out]).status, 0);
  assert.equal([...readFileSync(join(out, 'output_0_0.bin'))], [11]);
  assert.equal([...readFileSync(join(out, 'output_1_0.bin'))], [50]);
});

test('inputs are in order, by name, or both, and repeat for every invocation', () => {
  assert.equal(outputsOf(add, '--input', input, '--input', other), [[[13, 24]]]);
  assert.equal(outputsOf(add, '--input', input, other), [[[13, 24]]]);
  assert.equal(outputsOf(add, '--input', `right=${other}`, '--input', input, '--input', `left=${input}`, '--input', `right=${input}`), [[[13, 24]], [[6, 8]]]);
});

test('run --golden exits 0 when equal, 1 and the place when not', () => {
  assert.is(burin(['run', model, '--golden', golden(11)]).status, 0);
  const wrong = burin(['run', model, '--golden', golden(12)]);
  assert.is(wrong.status, 1);
  assert.is(wrong.stdout, 'case 0: output 0 "y", element 0: expected 12, got 11\n');
  assert.equal(JSON.parse(burin(['run', model, '--golden', golden(12), '--json']).stdout), {
    model, equal: false, cases: 1, mismatch: 'case 0: output 0 "y", element 0: expected 12, got 11',
  });
});

test('--tensors names the first operator that is wrong', () => {
  file('y.bin', Uint8Array.of(11));
  const hashed = file('hashed.json', JSON.stringify({ compare: { mode: 'exact' }, cases: [{ inputs: ['x.bin'], outputs: ['y.bin'], tensorSha256: { 2: '0123456789abcdef' } }] }));
  const wrong = burin(['run', model, '--golden', hashed, '--tensors']);
  assert.is(wrong.status, 1);
  assert.match(wrong.stdout, /^case 0: operator #0 FULLY_CONNECTED "y" computes a wrong "y": hash expected 0123456789abcdef, got [0-9a-f]{16}\n$/);
  assert.is(burin(['run', model, '--golden', hashed]).status, 0);
});

for (const [name, args, text] of [
  ['a wrong-sized input', [model, '--input', file('long.bin', new Uint8Array(3))], 'has 3 bytes; tensor "x" of i8[1,2] needs 2'],
  ['a number of inputs that is no multiple', [add, '--input', input], 'N0403 model "add": got 1 input files; every invocation takes 2'],
  ['a name that no input has', [add, '--input', `middle=${input}`, '--input', input], '"middle='],
  ['an input that is given twice', [add, '--input', `left=${input}`, '--input', `left=${input}`], 'input "left" is given twice'],
  ['a golden file of another model', [add, '--golden', golden(11)], 'N0402 file'],
  ['an engine that does not exist', [model, '--input', input, '--engine', 'quantum'], 'N0404 --engine'],
  ['--tensors without a golden file', [model, '--input', input, '--tensors'], 'N0404 --tensors'],
] as const) {
  test(`${name} is the user's fault`, () => {
    const { status, stderr } = burin(['run', ...args]);
    assert.is(status, 2);
    assert.ok(stderr.includes(text), stderr);
  });
}

test.run();
