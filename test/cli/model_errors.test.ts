/** Files that are no model we can take: what a user reads, exit code 2, and nothing written. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { makeModel, type ModelSpec, type OperatorSpec, type TensorSpec } from '../support/make_model.js';
import { burin, file, folder, sumSpec } from './burin.js';

const sum = makeModel(sumSpec), digits = readFileSync(fileURLToPath(new URL('../../../models/digits_int8/digits_int8.tflite', import.meta.url)));
const float = (name: string, shape: readonly number[] = [2]): TensorSpec => ({ name, shape, type: 'float32' });
const spec = (tensor: Partial<TensorSpec>, operator: Partial<OperatorSpec> = {}): Uint8Array => {
  const model: ModelSpec = { tensors: [{ ...float('x'), ...tensor }, float('y')], inputs: [0], outputs: [1], operators: [{ op: 'ADD', inputs: [0, 0], outputs: [1], ...operator }] };
  return makeModel(model);
};
const beyond = (bytes: Uint8Array): Uint8Array => { const copy = bytes.slice(); new DataView(copy.buffer).setUint32(0, 0x7ffffff0, true); return copy; };
const png = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\u001a\n', 'latin1'), 0, 0, 0, 13, ...Buffer.from('IHDR'), 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);

const notAModel = `is not a TensorFlow Lite model
  why:  bytes 4 to 7 must be "TFL3"
  hint: pass a .tflite file, such as tf.lite.TFLiteConverter writes
`;
const cases: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  empty: [new Uint8Array(0), `N0101 empty: ${notAModel}`],
  zeros: [new Uint8Array(4096), `N0101 zeros: ${notAModel}`],
  picture: [png, `N0101 picture: ${notAModel}`],
  cut_short: [digits.subarray(0, digits.length >> 1), `N0103 cut_short, operator_codes: the file ends at byte ${digits.length >> 1}, but it refers to byte 12471
  hint: The file is cut short or corrupted: copy or convert it again.
`],
  offset_beyond_the_end: [beyond(sum), `N0103 offset_beyond_the_end: the file ends at byte ${sum.length}, but it refers to byte 2147483635
  hint: The file is cut short or corrupted: copy or convert it again.
`],
  huge_tensor: [spec({ shape: [65536, 32768], type: 'int8' }), 'N0106 tensor #0 "x": has the shape [65536, 32768] and takes 2147483648 bytes; the limit is 2147483647\n  hint: Convert the model with fixed'],
  dynamic_shape: [spec({ shape: [-1, 2] }), `N0106 tensor #0 "x": has the shape [-1, 2], which is known only while the model runs
  hint: convert the model with fixed input shapes (a batch size of 1)
`],
  unsupported_type: [spec({ type: 'float16' }), `N0107 tensor #0 "x": has the type float16
  why:  supported are float32, int8, uint8, int16, int32, uint32, int64, uint64, bool, int4
  hint: convert the model with float32 or int8 weights
`],
  unknown_operator: [spec({}, { op: 'UNIQUE', version: 3 }), `N0201 operator #0 UNIQUE "y": is not supported (version 3 on f32)
  why:  TensorFlow Lite Micro does not run UNIQUE either
  hint: replace the operator in the model before conversion
`],
  custom_operator: [spec({}, { op: { custom: 'MyOperator' } }), `N0201 operator #0 MyOperator "y": is not supported (custom operator, version 1 on f32)
  why:  TensorFlow Lite Micro does not run MyOperator either
`],
  types_that_the_operator_does_not_take: [spec({ type: 'bool' }), 'N0203 operator #0 ADD "y": '],
};

for (const [name, [bytes, text]] of Object.entries(cases)) {
  const path = file(`${name}.tflite`, bytes), out = join(folder, `${name}_out`);
  for (const args of [['inspect', path], ['compile', path, '--out', out]] as const)
    test(`${args[0]}: ${name.replaceAll('_', ' ')}`, () => {
      const { status, stdout, stderr } = burin(args);
      assert.is(status, 2, stderr);
      assert.is(stdout, '');
      assert.ok(stderr.startsWith(text), stderr);
      assert.not(existsSync(out));
    });
}

test('every length of a cut file is refused', () => {
  for (const share of [0.01, 0.1, 0.3, 0.7, 0.95, 0.999]) {
    const { status, stderr } = burin(['inspect', file('part.tflite', digits.subarray(0, Math.floor(digits.length * share)))]);
    assert.is(status, 2, `${share}: ${stderr}`);
    assert.match(stderr, /^N010[1358] .*\n(?: {2}why: .*\n)? {2}hint: \S.*\n/);
  }
});

test.run();
