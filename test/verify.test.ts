/** Compiled C against the reference engine, on the host, on emulated cores and on Linux; cases are random, golden files where they are present. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../codegen/device/tools.js';
import { cases } from './ops/fully_connected.cases.js';
import { makeModel } from './support/make_model.js';

const main = fileURLToPath(new URL('../codegen/cli/main.js', import.meta.url));
const dense = cases.find(({ name }) => name.startsWith('int8'));

if (dense === undefined) throw new Error('no int8 case of FULLY_CONNECTED');
const file = join(mkdtempSync(join(tmpdir(), 'burin_')), 'dense.tflite');
writeFileSync(file, makeModel(dense.model));
const verify = (...options: readonly string[]) => spawnSync(process.execPath, [main, 'verify', file, ...options], { encoding: 'utf8' });

if (!hasDeviceTools()) console.log('skip: verify, the cross compiler or the emulator is missing');
else test(`verify "${dense.name}" on the host and four cores`, () => {
  const targets = ['host', 'cortex-m0', 'cortex-m4f', 'cortex-m33', 'cortex-m55'];
  const { status, stdout, stderr } = verify('--json', ...targets.flatMap((target) => ['--target', target]));
  assert.is(status, 0, stderr);
  assert.equal(JSON.parse(stdout), { model: file, targets: targets.map((target) => ({ target, equal: true, cases: 8 })) });
});

for (const target of ['linux-x64', 'linux-aarch64']) {
  if (!hasDeviceTools(target)) console.log(`skip: verify on ${target}, its compiler or emulator is missing`);
  else test(`verify "${dense.name}" on ${target}`, () => {
    const { status, stdout, stderr } = verify('--target', target);
    assert.is(status, 0, stderr);
    assert.match(stdout, new RegExp(`^${target}: 8 cases equal`));
  });
}

test.run();
