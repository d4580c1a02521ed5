/** --keep-compressed: the coding of bytes, and models whose weights are unpacked before use. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { verifyModel } from '../../codegen/library/verify_model.js';
import { slices } from '../../codegen/ops/index.js';
import type { Coded } from '../../codegen/ops/op_slice.js';
import { codeBytes } from '../../codegen/select/keep_compressed.js';
import { integers } from '../support/inputs.js';
import { makeModel, type TensorSpec } from '../support/make_model.js';

const test = suite('keep compressed');

/** What bn_unpack does. */
function unpacked({ width, block, values, indices }: Coded, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    let index = 0;
    for (let bit = at * width; bit < (at + 1) * width; bit++) index = 2 * index + (((indices[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    return values[Math.floor(at / block) * 2 ** width + index] ?? -1;
  });
}

test('bytes of few values come back', () => {
  fc.assert(fc.property(fc.array(fc.nat(255), { minLength: 1, maxLength: 40 }), fc.array(fc.nat(39), { minLength: 200, maxLength: 600 }), (values, picks) => {
    const bytes = Uint8Array.from(picks, (pick) => values[pick % values.length] ?? 0), coded = codeBytes(bytes);
    assert.ok(coded !== undefined && coded.values.length + coded.indices.length < bytes.length);
    if (coded !== undefined) assert.equal(unpacked(coded, bytes.length), Array.from(bytes));
  }), { seed: 9, numRuns: 200 });
});

test('blocks with values of their own', () => {
  const bytes = Uint8Array.from({ length: 1024 }, (_, at) => 16 * Math.floor(at / 128) + (at % 3)), coded = codeBytes(bytes);
  assert.is(coded?.width, 2);
  assert.ok((coded?.block ?? 0) <= 128);
});

test('nothing is gained with all values', () => assert.is(codeBytes(Uint8Array.from({ length: 512 }, (_, at) => at % 256)), undefined));

const int8 = (name: string, shape: readonly number[], more: Partial<TensorSpec> = {}): TensorSpec => ({ name, type: 'int8', shape, scales: [0.1], zeroPoints: [3], ...more });
const weights = (name: string, shape: readonly number[]): TensorSpec =>
  int8(name, shape, { zeroPoints: [0], data: Array.from(integers(name, shape.reduce((a, b) => a * b, 1), 0, 7), (index) => [-90, -40, -12, 0, 5, 19, 44, 101][index] ?? 0) });
const graph = readModel(makeModel({
  tensors: [int8('x', [1, 6, 6, 8]), weights('w1', [16, 3, 3, 8]), int8('a', [1, 4, 4, 16]), weights('w2', [10, 256]), int8('y', [1, 10])],
  operators: [{ op: 'CONV_2D', inputs: [0, 1, -1], outputs: [2], options: { padding: 1, stride_w: 1, stride_h: 1 } }, { op: 'FULLY_CONNECTED', inputs: [2, 3, -1], outputs: [4] }],
  inputs: [0], outputs: [4],
}), 'few', slices);

test('constants shrink, memory grows by the largest layer', () => {
  for (const target of ['host', 'cortex-m4f']) {
    const plain = compileModel(graph, { target }), kept = compileModel(graph, { target, keepCompressed: true });
    assert.ok(kept.weightBytes < 0.62 * plain.weightBytes, `${kept.weightBytes} of ${plain.weightBytes} on ${target}`);
    assert.ok(kept.arenaBytes > plain.arenaBytes && kept.arenaBytes < plain.arenaBytes + 2 * 2560 + 64, `${kept.arenaBytes} and ${plain.arenaBytes} on ${target}`);
  }
});

test('a flash budget keeps weights coded where they do not fit otherwise, and only there', () => {
  const target = 'cortex-m4f', plain = compileModel(graph, { target }), kept = compileModel(graph, { target, keepCompressed: true });
  assert.is(compileModel(graph, { target, flash: plain.weightBytes }).weightBytes, plain.weightBytes);
  assert.is(compileModel(graph, { target, flash: plain.weightBytes - 1 }).weightBytes, kept.weightBytes);
  assert.throws(() => compileModel(graph, { target, flash: kept.weightBytes - 1 }), /N0301 --flash/);
});

for (const target of ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m55'] : [])])
  for (const optimize of ['balanced', 'size'] as const)
    test(`equal on ${target}, ${optimize}`, async () => {
      const { equal, mismatch } = await verifyModel(graph, { target, optimize, keepCompressed: true });
      assert.ok(equal, mismatch);
    });

test.run();
