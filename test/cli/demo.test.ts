/** The demo as a user starts it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';

const main = fileURLToPath(new URL('../../codegen/cli/main.js', import.meta.url));

if (!hasDeviceTools()) console.log('skip: the demo, the cross compiler or the emulator is missing');
else test('the story that an emulated Cortex-M7 tells is Node\'s', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'demo', '--lm'], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.match(stdout, /\nOnce upon a time, [^]+\.\n\n\d+ tokens on \w+ \(QEMU\): Node tells the same story/);
});

if (hasDeviceTools()) test('the demo reads digits alike in Node and on the emulated Cortex-M4', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'demo'], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.ok(stdout.endsWith('10 of 10 digits have the same ten scores in Node and on the Cortex-M4, bit for bit; 10 are read right.\n'), stdout);
});

test('without a compiler it says what to install', () => {
  const { status, stderr } = spawnSync(process.execPath, [main, 'demo'], { encoding: 'utf8', env: { PATH: '/nowhere' } });
  assert.is(status, 3);
  assert.match(stderr, 'apt-get install');
});

test.run();
