/** Runs that end early: the outputs stay as they were, in the reference engine and in C. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { verifyModel } from '../../codegen/library/verify_model.js';
import { slices } from '../../codegen/ops/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { flexMap } from '../support/flex_map.js';
import { makeModel, type TensorSpec } from '../support/make_model.js';

const test = suite('runs that end early');
const int8 = (name: string, shape: readonly number[]): TensorSpec => ({ name, type: 'int8', shape, scales: [1], zeroPoints: [0] });

/** Doubles what a buffer of three slots holds, every second run. */
const graph = readModel(makeModel({
  tensors: [int8('x', [1, 1, 1, 2]), int8('doubled', [1, 1, 1, 2]), int8('kept', [1, 3, 1, 2]), int8('y', [1, 3, 1, 2])],
  operators: [
    { op: 'ADD', inputs: [0, 0], outputs: [1] },
    { op: { custom: 'CIRCULAR_BUFFER' }, inputs: [1], outputs: [2], customOptions: flexMap({ cycles_max: 2 }) },
    { op: 'ADD', inputs: [2, 2], outputs: [3] },
  ],
  inputs: [0], outputs: [3],
}), 'early', slices);

test('the reference engine', () => {
  const interpreter = new Interpreter(graph), run = (a: number, b: number) => Array.from(interpreter.run([Int8Array.of(a, b)])[0] ?? [], Number);
  assert.equal(run(1, 2), [0, 0, 0, 0, 0, 0]);
  assert.equal(run(3, 4), [0, 0, 4, 8, 12, 16]);
  assert.equal(run(5, 6), [0, 0, 4, 8, 12, 16]);
  assert.equal(run(7, 8), [12, 16, 20, 24, 28, 32]);
  interpreter.reset();
  assert.equal(run(9, 9), [12, 16, 20, 24, 28, 32]);
});

for (const target of ['host', ...(hasDeviceTools() ? ['cortex-m4f'] : [])])
  test(`C on ${target}`, async () => {
    const { equal, cases, mismatch } = await verifyModel(graph, { target });
    assert.ok(equal && cases === 8, mismatch);
  });

test.run();
