/** The custom options' reader, against the writer of the flatbuffers package and against broken bytes. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFlexNumbers } from '../../codegen/frontends/tflite/flexbuffer.js';
import { flexMap } from '../support/flex_map.js';

const test = suite('flexbuffer');

test('numbers of every width, and flags', () => {
  const content = { T: 7, small: -5, large: 1 << 20, half: 0.5, on: true, off: false };
  assert.equal(Object.fromEntries(readFlexNumbers(flexMap(content)) ?? []), { ...content, on: 1, off: 0 });
});

test('what is no number is left out', () => {
  assert.equal([...readFlexNumbers(flexMap({ name: 'x', size: 3 })) ?? []], [['size', 3]]);
});

test('any numbers', () => fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.oneof(fc.integer(), fc.boolean(), fc.float({ noNaN: true, min: -1000, max: 1000 }))), (content) => {
  fc.pre(Object.keys(content).length > 0);
  const read = readFlexNumbers(flexMap(content));
  for (const [key, value] of Object.entries(content)) assert.is(read?.get(key), Number(value));
}), { seed: 6, numRuns: 200 }));

test('broken bytes are no map, whatever they are', () => {
  const good = flexMap({ T: 7, fft_length: 512, scale: 0.25 });
  assert.is(readFlexNumbers(new Uint8Array()), undefined);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => { readFlexNumbers(bytes); }), { seed: 7, numRuns: 2000 });
  fc.assert(fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
    const bytes = good.slice();
    bytes[at] = byte;
    readFlexNumbers(bytes);
  }), { seed: 8, numRuns: 2000 });
});

test.run();
