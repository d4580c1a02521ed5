/** Compiled C against the reference engine, on the host and on emulated cores; cases are random, golden files where they are present. */
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
if (!hasDeviceTools()) console.log('skip: verify, the cross compiler or the emulator is missing');
else test(`verify "${dense.name}" on the host and four cores`, () => {
  const file = join(mkdtempSync(join(tmpdir(), 'burin_')), 'dense.tflite');
  writeFileSync(file, makeModel(dense.model));
  const targets = ['host', 'cortex-m0', 'cortex-m4f', 'cortex-m33', 'cortex-m55'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'verify', file, '--json', ...targets.flatMap((target) => ['--target', target])], { encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.equal(JSON.parse(stdout), { model: file, targets: targets.map((target) => ({ target, equal: true, cases: 8 })) });
});

test.run();
