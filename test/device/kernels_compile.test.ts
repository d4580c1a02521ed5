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
const kernels = readdirSync(join(firmware, 'kernels')).filter((name) => name.endsWith('.c') && !/_(mve|smlal)\.c$/.test(name)).map((name) => join(firmware, 'kernels', name));

if (!hasDeviceTools()) console.log('skip: kernels of Cortex-M7 and M33, the cross compiler is missing');
else for (const name of ['cortex-m7', 'cortex-m33']) {
  test(name, () => {
    const core = findCore(name), folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
    assert.ok(core !== undefined && kernels.length > 100);
    try {
      const { status, stderr, error } = spawnSync('arm-none-eabi-gcc', [...coreFlags(core), ...houseFlags, `-I${join(firmware, 'include')}`, '-c', ...kernels], { cwd: folder, encoding: 'utf8' });
      assert.is(status, 0, error?.message ?? stderr);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test.run();
