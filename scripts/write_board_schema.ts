/** Writes boards/board.schema.json from the schema that the compiler checks boards with. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../codegen/device/package_files.js';
import { boardJsonSchema } from '../codegen/select/board.js';

writeFileSync(join(packageRoot, 'boards', 'board.schema.json'), `${JSON.stringify(boardJsonSchema(), null, 2)}\n`);
