/** Copies of kernels' bodies that layers share. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { verifyModel } from '../../codegen/library/verify_model.js';
import { slices } from '../../codegen/ops/index.js';
import type { Optimize } from '../../codegen/select/select_kernels.js';
import { makeModel, type TensorSpec } from '../support/make_model.js';

const test = suite('select: bodies');

const vector = (name: string, length: number): TensorSpec => ({ name, shape: [length], type: 'int8', scales: [0.5], zeroPoints: [0] });
/** Two sums of four numbers and one of six: `a + b`, then `+ a` again, and `c + d`. */
const graph = readModel(makeModel({
  tensors: [vector('a', 4), vector('b', 4), vector('c', 6), vector('d', 6), vector('ab', 4), vector('aab', 4), vector('cd', 6)],
  operators: [{ op: 'ADD', inputs: [0, 1], outputs: [4] }, { op: 'ADD', inputs: [4, 0], outputs: [5] }, { op: 'ADD', inputs: [2, 3], outputs: [6] }],
  inputs: [0, 1, 2, 3], outputs: [5, 6],
}), 'sums', slices);

const textOf = (optimize: Optimize): string => compileModel(graph, { target: 'host', name: 'sums', optimize }).files.get('sums.c') ?? '';
const count = (text: string, part: RegExp): number => [...text.matchAll(new RegExp(part, 'g'))].length;

test('one body for all layers of a kernel, where flash counts; what differs is in a struct of each', () => {
  const text = textOf('size');
  assert.is(count(text, /_inline\(/), 1);
  assert.is(count(text, /= layer->/), 1, 'only the length differs');
  assert.is(count(text, /static const \w+_layer \w+ = \{\n {4}\.\w+ = [46],\n\};/), 3);
});

test('layers that are alike share a body where speed counts, others have their own', () => {
  const text = textOf('speed');
  assert.is(count(text, /_inline\(/), 2);
  assert.not.match(text, /layer->/);
});

for (const target of ['host', 'cortex-m4f', 'cortex-m0plus']) for (const optimize of ['size', 'speed'] as const) {
  if (!hasDeviceTools() && target !== 'host') console.log(`skip: shared bodies on ${target}, the cross compiler or the emulator is missing`);
  else test(`they compute what the layers do: ${target}, ${optimize}`, async () => assert.is((await verifyModel(graph, { target, optimize })).mismatch, undefined));
}

test.run();
