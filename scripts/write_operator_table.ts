/** Writes docs/operators.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBoards, packageRoot } from '../codegen/device/package_files.js';
import { resolveTarget } from '../codegen/select/target.js';
import { operatorTable } from '../test/support/operator_table.js';

const boards = loadBoards();
const targets = ['host', 'cortex-m0plus', 'cortex-m4f', 'cortex-m55'].map((name) => resolveTarget(name, boards));
writeFileSync(join(packageRoot, 'docs', 'operators.md'), await operatorTable(targets));
