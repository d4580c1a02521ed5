/** Every kernel compiles for the cores whose instructions it may use: gcc schedules for each core, and registers may run short on one alone. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { houseFlags } from '../../codegen/device/build_image.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { coreFlags, findCore } from '../../codegen/select/features.js';

const test = suite('device: kernels compile');
const firmware = fileURLToPath(new URL('../../../firmware/', import.meta.url));
const all = readdirSync(join(firmware, 'kernels')).filter((name) => name.endsWith('.c')).map((name) => join(firmware, 'kernels', name));
const kernels = all.filter((name) => !/_(mve|smlal|neon)\.c$/.test(name)), neon = all.filter((name) => name.endsWith('_neon.c'));

function compile(compiler: string, flags: readonly string[], sources: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  try {
    const { status, stderr, error } = spawnSync(compiler, [...flags, ...houseFlags, `-I${join(firmware, 'include')}`, '-c', ...sources], { cwd: folder, encoding: 'utf8' });
    assert.is(status, 0, error?.message ?? stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (!hasDeviceTools()) console.log('skip: kernels of Cortex-M7 and M33, the cross compiler is missing');
else for (const name of ['cortex-m7', 'cortex-m33']) {
  test(name, () => {
    const core = findCore(name);
    assert.ok(core !== undefined && kernels.length > 100);
    compile('arm-none-eabi-gcc', coreFlags(core), kernels);
  });
}

if (!hasDeviceTools('linux-aarch64')) console.log('skip: kernels of 64-bit Arm, the cross compiler is missing');
else for (const flags of [[], ['-march=armv8.2-a+dotprod']]) test(`64-bit Arm ${flags.join()}`, () => {
  assert.ok(neon.length >= 3);
  compile('aarch64-linux-gnu-gcc', flags, neon);
});

test.run();
