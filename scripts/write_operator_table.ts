/** Writes docs/operators.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../codegen/device/package_files.js';
import { operatorTable, operatorTableTargets } from '../test/support/operator_table.js';

writeFileSync(join(packageRoot, 'docs', 'operators.md'), await operatorTable(operatorTableTargets()));
