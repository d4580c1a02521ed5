/** Images boot on every emulated machine and on the host, echo, and are measured truthfully. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureFootprint, runOnTarget } from '../../codegen/device/model_runner.js';
import { loadBoards } from '../../codegen/device/package_files.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { addOne, inFolder, request, writeTinyModel } from './tiny_model.js';

const boards = loadBoards();
const test = suite('device: run');
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const echoed = (given: Uint8Array): Uint8Array => given.map((v) => v + 1);
const first = bytes(1, 2, 3, 4, 5, 6, 7, 127), second = bytes(250, 0, 255, 9, 9, 9, 9, 9);

test('a model echoes on the host', () => inFolder(async (dir) => {
  const tiny = writeTinyModel(dir, 'tiny', addOne('tiny'));
  const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget('host', boards), inputs: [[[first], [second]]] });
  assert.equal(result.outputs, [[[echoed(first)], [echoed(second)]]]);
  assert.is(result.instructions, undefined);
}));

if (hasDeviceTools()) {
  for (const name of ['cortex-m0', 'cortex-m0plus', 'cortex-m3', 'cortex-m4', 'cortex-m4f', 'cortex-m7', 'cortex-m33', 'cortex-m55']) {
    test(`a model echoes on ${name}`, () => inFolder(async (dir) => {
      const tiny = writeTinyModel(dir, 'tiny', addOne('tiny'));
      const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget(name, boards), inputs: [[[first], [second]]], footprint: true });
      assert.equal(result.outputs, [[[echoed(first)], [echoed(second)]]]);
    }));
  }

  test('many models share an image; those with state begin anew', () => inFolder(async (dir) => {
    const count = (name: string) => `${addOne(name)}\n    out[0] = (int8_t)(state[0] = (int8_t)(state[0] + 1));`;
    const tiny = Array.from({ length: 30 }, (_, m) => {
      const name = `m${m}`;
      return m % 2 === 0 ? writeTinyModel(dir, name, addOne(name)) : writeTinyModel(dir, name, count(name), { stateful: true });
    });
    const inputs = tiny.map((_, m) => Array.from({ length: m % 4 }, (_, i) => [bytes(m, i, 0, 0, 0, 0, 0, 200)]));
    const expected = inputs.map((invocations, m) => invocations.map(([given], i) =>
      [echoed(given ?? bytes()).map((value, at) => (m % 2 === 1 && at === 0 ? i + 1 : value))]));
    for (const target of ['host', 'cortex-m4f']) {
      const result = await runOnTarget({ ...request(dir, tiny), target: resolveTarget(target, boards), inputs });
      assert.equal(result.outputs, expected);
    }
  }));

  for (const [target, weights] of [['cortex-m55', 700_000], ['cortex-m55', 3_000_000], ['cortex-m4f', 5_000_000], ['cortex-m7', 5_000_000], ['cortex-m33', 5_000_000]] as const) {
    test(`${weights} bytes of weights are placed where there is room on ${target}`, () => inFolder(async (dir) => {
      const tiny = writeTinyModel(dir, 'tiny', `${addOne('tiny')}\n    out[0] = big_weights[${weights - 1}];`, { declarations: `extern const int8_t big_weights[${weights}];` });
      writeFileSync(join(dir, 'big_weights.c'), `#include <stdint.h>\nextern const int8_t big_weights[${weights}];
const int8_t big_weights[${weights}] = { [${weights - 1}] = 77 };\n`);
      const wanted = request(dir, [tiny]);
      const result = await runOnTarget({ ...wanted, sources: [...wanted.sources, 'big_weights.c'], target: resolveTarget(target, boards), inputs: [[[first]]], footprint: true });
      const answer = echoed(first);
      answer[0] = 77;
      assert.equal(result.outputs, [[[answer]]]);
      assert.is(result.footprint?.flashWeights, weights + 256);
    }));
  }

  test('a buffer may be put into another RAM region, and is cleared there', () => inFolder(async (dir) => {
    const tiny = writeTinyModel(dir, 'tiny', `${addOne('tiny')}\n    out[0] = (int8_t)(tiny_state[0]++);`, {
      declarations: '__attribute__((section(".ram_DTCM"))) static int8_t tiny_state[100];',
    });
    const result = await runOnTarget({ ...request(dir, [tiny]), target: resolveTarget('cortex-m55', boards), inputs: [[[first], [first]]], footprint: true });
    assert.equal(result.outputs[0]?.map(([output]) => output?.[0]), [0, 1]);
    assert.is(result.footprint?.state, 100);
    assert.is(result.footprint?.bss, 116);
    const flash = await measureFootprint({ ...request(dir, [tiny]), target: resolveTarget('nucleo_h743zi', boards) });
    assert.is(flash.bss, 116);
  }));
} else {
  console.log('device: run: skipped but for the host; needs gcc-arm-none-eabi and qemu-system-arm');
}

test.run();
