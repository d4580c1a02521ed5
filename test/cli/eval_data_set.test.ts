/** `burin eval --dataset`: the project's own digits as a folder and as an .npz file. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { burin, file, folder } from './burin.js';

const test = suite('eval --dataset');

const home = new URL('../../../models/digits_int8/', import.meta.url), model = new URL('digits_int8.tflite', home).pathname;
interface Sample { readonly label: number; readonly pixels: readonly number[] }
const samples = JSON.parse(readFileSync(new URL('samples.json', home), 'utf8')) as readonly Sample[];

/** NumPy's format, version 1. */
function npy(descr: string, shape: readonly number[], data: Uint8Array, order = 'False'): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`.padEnd(117) + '\n';
  return Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0, ...new TextEncoder().encode(header), ...data);
}

const npz = (name: string, arrays: Readonly<Record<string, Uint8Array>>): string => file(name, zipSync(Object.fromEntries(Object.entries(arrays).map(([key, bytes]) => [`${key}.npy`, bytes]))));
const images = (repeat: number): Uint8Array => new Uint8Array(Float32Array.from(Array.from({ length: repeat }, () => samples.flatMap(({ pixels }) => pixels.map((pixel) => pixel / 16))).flat()).buffer);
const labels = (repeat: number): Uint8Array => new Uint8Array(BigInt64Array.from(Array.from({ length: repeat }, () => samples.map(({ label }) => BigInt(label))).flat()).buffer);

const floats = npz('digits.npz', { x: npy('<f4', [10, 8, 8, 1], images(1)), y: npy('<i8', [10], labels(1)) });

test('an .npz file of real numbers: accuracy and a confusion matrix', () => {
  const { status, stdout } = burin(['eval', model, '--dataset', floats, '--json']), result = JSON.parse(stdout) as { readonly samples: number; readonly correct: number; readonly accuracy: number; readonly confusion: readonly (readonly number[])[] };
  assert.is(status, 0);
  assert.is(result.samples, 10);
  assert.ok(result.correct >= 9, `${result.correct} of 10`);
  assert.is(result.accuracy, result.correct / 10);
  assert.equal(result.confusion.map((row) => row.reduce((a, b) => a + b, 0)), samples.map(() => 1));
  assert.match(burin(['eval', model, '--dataset', floats]).stdout, /of 10 samples right: [0-9.]+ %/);
});

test('threads and engines count the same', () => {
  const many = npz('many.npz', { images: npy('<f4', [300, 64], images(30)), labels: npy('<i8', [300], labels(30)) });
  const [first, ...others] = [['--jobs', '1'], ['--jobs', '3'], ['--jobs', '2', '--engine', 'both'], ['--jobs', '1', '--engine', 'reference']].map((options) => burin(['eval', model, '--dataset', many, '--json', ...options]).stdout);
  assert.match(first ?? '', /"samples":300/);
  for (const other of others) assert.is(other, first);
});

test('a folder of classes', () => {
  const root = join(folder, 'classes');
  for (const { label, pixels } of samples) {
    mkdirSync(join(root, String(label)), { recursive: true });
    writeFileSync(join(root, String(label), 'a.npy'), npy('<f8', [8, 8], new Uint8Array(Float64Array.from(pixels, (pixel) => pixel / 16).buffer)));
  }
  const result = JSON.parse(burin(['eval', model, '--dataset', root, '--json']).stdout) as object;
  assert.equal({ ...result, model: '' }, { ...JSON.parse(burin(['eval', model, '--dataset', floats, '--json']).stdout) as object, model: '' });
  writeFileSync(join(root, '3', 'b.bin'), new Uint8Array(3));
  const short = burin(['eval', model, '--dataset', root]);
  assert.is(short.status, 2);
  assert.match(short.stderr, /N0409 file .*b\.bin: has 3 bytes; the input .* has 64/);
});

for (const [what, path, message] of [
  ['no such path', '/nowhere/at/all', /N0409 data set \/nowhere\/at\/all: does not exist/],
  ['a file of another kind', file('text.npz', 'no zip'), /is neither a folder nor an \.npz file/],
  ['labels that are missing', npz('unlabelled.npz', { x: npy('<f4', [10, 64], images(1)) }), /has none of the arrays y, labels/],
  ['labels of another number', npz('nine.npz', { x: npy('<f4', [10, 64], images(1)), y: npy('<i8', [9], labels(1).subarray(0, 72)) }), /has 10 samples and 9 labels/],
  ['samples of another size', npz('large.npz', { x: npy('<f4', [5, 128], images(1)), y: npy('<i8', [5], labels(1).subarray(0, 40)) }), /has 128 elements a sample; the input .* has 64/],
  ['data that is cut short', npz('cut.npz', { x: npy('<f4', [10, 64], images(1).subarray(1)), y: npy('<i8', [10], labels(1)) }), /has 2559 bytes of data; its shape \[10, 64\] needs 2560/],
  ['columns first', npz('fortran.npz', { x: npy('<f4', [10, 64], images(1), 'True'), y: npy('<i8', [10], labels(1)) }), /is an array that cannot be read/],
] as const)
  test(`refuses ${what}`, () => {
    const { status, stderr, stdout } = burin(['eval', model, '--dataset', path]);
    assert.is(status, 2);
    assert.match(stderr, message);
    assert.is(stdout, '');
  });

test.run();
