/** --custom-op: an operator of the user's own through every command, and what is wrong with a bad one. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { burin, file as written, folder } from '../cli/burin.js';
import { makeModel, type ModelSpec, type TensorSpec } from '../support/make_model.js';

const test = suite('custom operators');
const operator = fileURLToPath(new URL('../../../test/custom_op/peak_hold.ts', import.meta.url));

const int8 = (name: string): TensorSpec => ({ name, shape: [1, 5], type: 'int8', scales: [0.1], zeroPoints: [0] });
const spec: ModelSpec = {
  tensors: [int8('x'), int8('held'), int8('y')],
  operators: [{ op: { custom: 'PeakHold' }, inputs: [0], outputs: [1], customOptions: Uint8Array.of(3) }, { op: 'ADD', inputs: [0, 1], outputs: [2] }],
  inputs: [0], outputs: [2],
};
const model = written('held.tflite', makeModel(spec));

test('its TypeScript runs, and keeps its state', () => {
  const first = written('first.bin', Uint8Array.from([10, -20, 127, -128, 0])), second = written('second.bin', Uint8Array.from([0, -21, 0, -128, 1]));
  const { status, stdout, stderr } = burin(['run', model, '--custom-op', operator, '--input', first, '--input', second, '--json']);
  assert.is(status, 0, stderr);
  // The sums of the input and the held peak: 10, -20, 127, -128, 0, then 7, -21, 124, -128, 1.
  assert.equal((JSON.parse(stdout) as { outputs: unknown }).outputs, [[[20, -40, 127, -128, 0]], [[7, -42, 124, -128, 2]]]);
});

test('its C is built and equal', () => {
  const { status, stdout, stderr } = burin(['verify', model, '--custom-op', operator, '--target', 'host', ...(hasDeviceTools() ? ['--target', 'cortex-m4f', '--target', 'cortex-m0plus'] : [])]);
  assert.is(status, 0, stdout + stderr);
});

test('its C files are among those that are written', () => {
  const { status, stdout, stderr } = burin(['compile', model, '--custom-op', operator, '--out', join(folder, 'out'), '--json']);
  assert.is(status, 0, stderr);
  const { files } = JSON.parse(stdout) as { files: readonly string[] };
  for (const file of ['peak_hold_s8.c', 'peak_hold_s8.h', 'bn_fixed_point.h']) assert.ok(files.includes(join(folder, 'out', file)), file);
});

test('without the file the operator is unknown', () => {
  const { status, stderr } = burin(['inspect', model]);
  assert.is(status, 2);
  assert.match(stderr, 'PeakHold "held": is not supported (custom operator, version 1 on i8)');
  assert.match(stderr, '--custom-op');
});

test('a wrong file is N0406, with what is wrong', () => {
  const said = (file: string): string => {
    const { status, stderr } = burin(['inspect', model, '--custom-op', file]);
    assert.is(status, 2);
    return stderr;
  };
  assert.match(said(join(folder, 'none.js')), 'none.js');
  assert.match(said(written('throws.mjs', 'throw new Error("not today");')), /N0406 .*throws\.mjs: cannot be loaded\s+why: {2}not today/);
  assert.match(said(written('empty.mjs', 'export default { code: "PeakHold" };')), /no custom operator\s+why: .*check: .*evaluate/);
  assert.match(said(written('ours.mjs', 'export default { code: "PeakHold", check() {}, evaluate() {}, kernels: [{ symbol: "bn_x", files: ["x.h"] }] };')), 'does not begin with bn_');
  assert.match(said(written('header.mjs', `export default { code: "PeakHold", check() {}, evaluate() {}, kernels: [{ symbol: "x", files: ["${model}"] }] };`)), 'without its header x.h');
});

test.run();
