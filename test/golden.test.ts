/** The project's own models, and the shared real ones where their folder is present; models with operators still missing are named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadGolden } from '../codegen/device/golden_file.js';
import { checkGolden } from '../codegen/library/golden.js';
import { readModel } from '../codegen/frontends/tflite/read_model.js';
import { slices } from '../codegen/ops/index.js';
import { CompileError } from '../runtime-ts/diagnostic.js';
import type { Graph } from '../runtime-ts/ir/graph.js';

const shared = fileURLToPath(new URL('../../../shared/models/', import.meta.url)), own = fileURLToPath(new URL('../../models/', import.meta.url));
if (!existsSync(shared)) console.log('skip: golden models of others, the folder shared/models is not beside the project');

for (const folder of [own, ...(existsSync(shared) ? [shared] : [])])
  for (const name of readdirSync(folder).filter((entry) => existsSync(`${folder}${entry}/${entry}.tflite`))) {
    const graph = read(folder, name);
    if (graph === undefined) continue;
    for (const golden of readdirSync(`${folder}${name}`).filter((file) => /^golden.*\.json$/.test(file)))
      test(`${name}, ${golden}`, () => assert.is(checkGolden(graph, loadGolden(graph, `${folder}${name}/${golden}`), { tensors: true }).mismatch, undefined));
  }

function read(folder: string, name: string): Graph | undefined {
  try {
    return readModel(readFileSync(`${folder}${name}/${name}.tflite`), name, slices);
  } catch (error) {
    if (!(error instanceof CompileError) || !error.diagnostics.every(({ code }) => code === 'N0201')) throw error;
    console.log(`skip: ${name} has operators that are not supported yet`);
    return undefined;
  }
}

test.run();
