/** Runs every compiled *.test.js file in a process of its own and closes with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js')).sort();
// Tests leave files behind; all of them in here.
const temporary = mkdtempSync(join(tmpdir(), 'burin_tests_'));
let passed = 0, failed = 0;
for (const file of files) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [`${root}${file}`], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TMPDIR: temporary } });
  const total = Number(/Total:\s+(\d+)/.exec(stdout)?.[1] ?? 0), good = Number(/Passed:\s+(\d+)/.exec(stdout)?.[1] ?? 0);
  // A file that dies, or fails outside a test, counts as one failure.
  const bad = Math.max(total - good, status === 0 ? 0 : 1);
  passed += good;
  failed += bad;
  console.log(`${bad === 0 ? 'ok  ' : 'FAIL'} ${file}  ${good}/${total}`);
  if (bad > 0) console.log(stdout, stderr);
  else if (/skip/i.test(stdout)) console.log(stdout.split('\n').filter((line) => /skip:/i.test(line)).join('\n'));
}
rmSync(temporary, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
