/** docs/operators.md says what the cases hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { packageRoot } from '../../codegen/device/package_files.js';
import { operatorTable, operatorTableTargets } from '../support/operator_table.js';

const test = suite('docs/operators.md');

test('is up to date', async () => {
  const text = readFileSync(join(packageRoot, 'docs', 'operators.md'), 'utf8');
  assert.ok(text === await operatorTable(operatorTableTargets()), 'run node dist/scripts/write_operator_table.js');
});

test.run();
