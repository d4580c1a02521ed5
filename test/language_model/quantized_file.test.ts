/** The file of a quantized model: what is written is read, packed as documented, and damage is refused. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Checkpoint, Matrix } from '../../codegen/language_model/checkpoint.js';
import { copyTensors } from '../../codegen/language_model/memory_checkpoint.js';
import { packBits, unpackBits } from '../../codegen/language_model/packed_bits.js';
import { ModelFileWriter, readModelFile, type MatrixFormat, type ModelFileParts } from '../../codegen/language_model/quantized_file.js';
import { roundToNearest } from '../../codegen/language_model/round_to_nearest.js';
import { tensorPlaces } from '../../codegen/language_model/tensors.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { randomNumbers, sourceOf, tinyConfig, tinyModel } from './tiny_model.js';

const test = suite('language model: file');
const tokenizer = { name: 'tok.bin', bytes: Uint8Array.of(1, 2, 3) };

/** Writes every matrix of a model in `format`. */
function write(model: Checkpoint, format: MatrixFormat, rest: Partial<ModelFileParts> = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new ModelFileWriter({ config: model.config, keyValue: 'k8v4', format: () => format, made: 'test', ...rest }, (bytes) => { parts.push(bytes.slice()); });
  copyTensors(model, writer, (role) => quantized(model.matrix(role), format));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function quantized(matrix: Matrix, format: MatrixFormat): Matrix {
  return matrix.kind === 'float32' && format !== undefined && 'bits' in format ? roundToNearest(matrix, format.bits, format.group) : matrix;
}

test('integers of 3, 4 and 8 bits are packed without gaps', () => {
  assert.equal([...packBits(Int8Array.of(1, -1, 7, -8), 4)], [0xf1, 0x87]);
  assert.equal([...packBits(Int8Array.of(1, -1, 3, -4, 2), 3)], [0b11111001, 0b00101000]);
  const random = randomNumbers(5);
  for (const bits of [3, 4, 8]) for (const count of [0, 1, 7, 8, 9, 172]) {
    const values = Int8Array.from({ length: count }, () => Math.floor(random() * 2 ** (bits - 1)));
    assert.equal(unpackBits(packBits(values, bits), bits, count), values);
    assert.is(packBits(values, bits).length, Math.ceil((count * bits) / 8));
  }
});

for (const format of [undefined, { bits: 8, group: 12 }, { bits: 8, group: 5 }, { bits: 4, group: 8 }, { bits: 3, group: 7 }] as const satisfies readonly MatrixFormat[])
  for (const tied of [true, false]) test(`${format === undefined ? 'float32' : `${format.bits} bits, groups of ${format.group}`}, ${tied ? 'tied' : 'untied'}: read as written`, () => {
    const model = tinyModel({ tiedEmbedding: tied, attentionBias: !tied, ...(tied ? {} : { slidingWindow: 5 }) });
    const { checkpoint, tokenizer: embedded } = readModelFile(sourceOf(write(model, format, { tokenizer })));
    assert.equal(checkpoint.config, model.config);
    assert.is(checkpoint.keyValue, 'k8v4');
    assert.equal(embedded, tokenizer);
    for (const place of tensorPlaces(model.config)) {
      if (place.kind === 'vector') assert.equal(checkpoint.vector(place.role), model.vector(place.role));
      else assert.equal(checkpoint.matrix(place.role), quantized(model.matrix(place.role), format));
    }
  });

test('a file that is cut short anywhere, or bears other metadata, is refused', () => {
  const whole = write(tinyModel({ layers: 1, vocabulary: 4 }), { bits: 4, group: 8 }), refused = (bytes: Uint8Array, text: string): void => {
    assert.throws(() => readModelFile(sourceOf(bytes)), (error: unknown) => error instanceof CompileError && error.message.includes(text), text);
  };
  for (let length = 0; length < whole.length; length += length < 3000 ? 7 : 1) refused(whole.slice(0, length), 'm.safetensors');
  const text = Buffer.from(whole).toString('latin1'), changed = (from: string, to: string): Uint8Array => {
    assert.is(from.length, to.length);
    assert.ok(text.includes(from), from);
    return Uint8Array.from(Buffer.from(text.replace(from, to), 'latin1'));
  };
  refused(changed('burin language model', 'other language model'), 'does not say');
  refused(changed('"version":"1"', '"version":"2"'), 'version "2"');
  refused(changed('"keyValue":"k8v4"', '"keyValue":"k8v3"'), 'k8v3');
  refused(changed('\\"layers\\":1', '\\"layers\\":0'), 'positive integer "layers"');
  refused(changed('\\"layers\\":1', '\\"layers\\":2'), 'no tensor "layers.1.query"');
  refused(changed('\\"heads\\":4', '\\"heads\\":5'), 'do not go with');
  refused(changed('\\"width\\":12', '\\"width\\":13'), 'the model needs');
  refused(changed('\\"bits\\":4', '\\"bits\\":5'), 'no bits of 8, 4 or 3');
  refused(changed('\\"group\\":8', '\\"group\\":3'), 'scales');
  refused(changed('"config":"{', '"config":"['), 'no JSON object');
});

test('the order of tensors is kept', () => {
  const writer = new ModelFileWriter({ config: tinyConfig, keyValue: 'f32', format: () => undefined, made: '' }, () => undefined);
  assert.throws(() => writer.putVector({ kind: 'finalNorm' }, new Float32Array(12)), /finalNorm in place of embedding/);
});

test.run();
