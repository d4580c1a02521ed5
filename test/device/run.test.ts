/** Images boot on every emulated machine and on the host, echo, and are measured truthfully. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOnTarget } from '../../codegen/device/model_runner.js';
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
} else {
  console.log('device: run: skipped but for the host; needs gcc-arm-none-eabi and qemu-system-arm');
}

test.run();
