/** The container: what is written is read, and every damage is refused by name. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ByteSource } from '../../codegen/language_model/checkpoint.js';
import { readSafetensorsHeader, safetensorsHeader } from '../../codegen/language_model/safetensors.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';

const test = suite('language model: safetensors');

const sourceOf = (bytes: Uint8Array): ByteSource => ({ name: 'm.safetensors', size: bytes.length, read: (offset, length) => bytes.slice(offset, offset + length) });
const fileOf = (header: string | object, data = 0, length?: number): ByteSource => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header)), bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return sourceOf(bytes);
};
const refused = (source: ByteSource, text: string): void => {
  assert.throws(() => readSafetensorsHeader(source), (error: unknown) => error instanceof CompileError && error.diagnostics[0]?.code === 'N0650' && error.message.includes(text));
};

test('a header that was written is read', () => {
  const header = safetensorsHeader([['a', 'F32', [2, 3]], ['b', 'U8', [5]]], { made: 'here' });
  assert.is(header.length % 8, 0);
  const { tensors, metadata } = readSafetensorsHeader(sourceOf(new Uint8Array([...header, ...new Uint8Array(29)])));
  assert.equal(metadata, { made: 'here' });
  assert.equal([...tensors], [['a', { dtype: 'F32', shape: [2, 3], offset: header.length, bytes: 24 }], ['b', { dtype: 'U8', shape: [5], offset: header.length + 24, bytes: 5 }]]);
});

test('damage is refused', () => {
  refused(sourceOf(new Uint8Array(7)), 'it has 7 bytes');
  refused(fileOf('{}', 0, 3), 'its header says that it is 3 bytes long; 2 follow');
  refused(fileOf('{}', 0, 2 ** 52), '2 follow');
  refused(fileOf('{"a":'), 'is no JSON');
  refused(fileOf('[]'), 'no JSON object');
  refused(fileOf({ __metadata__: { a: 1 } }), 'no table of texts');
  refused(fileOf({ a: { dtype: 'F32', shape: [1] } }, 4), 'tensor "a" lacks');
  refused(fileOf({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, 4), 'tensor "a" lacks');
  refused(fileOf({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }, 3), 'lies at 0 to 4 of 3 bytes');
  refused(fileOf({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }, 4), 'has 4 bytes; F32 [2] needs 8');
});

test('a file that is cut short anywhere is refused', () => {
  const whole = new Uint8Array([...safetensorsHeader([['a', 'F32', [2]]], {}), ...new Uint8Array(8)]);
  for (let length = 0; length < whole.length; length++) refused(sourceOf(whole.slice(0, length)), 'm.safetensors');
});

test.run();
