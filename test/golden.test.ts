/** The shared real models with golden vectors, where their folder is present; models with operators still missing are named. */
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

const folder = fileURLToPath(new URL('../../../shared/models/', import.meta.url));
const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(`${folder}${name}/${name}.tflite`)) : [];
if (names.length === 0) console.log('skip: golden models, the folder shared/models is not beside the project');

for (const name of names) {
  const graph = read(name);
  if (graph === undefined) continue;
  for (const golden of readdirSync(`${folder}${name}`).filter((file) => /^golden.*\.json$/.test(file)))
    test(`${name}, ${golden}`, () => assert.is(checkGolden(graph, loadGolden(graph, `${folder}${name}/${golden}`), { tensors: true }).mismatch, undefined));
}

function read(name: string): Graph | undefined {
  try {
    return readModel(readFileSync(`${folder}${name}/${name}.tflite`), name, slices);
  } catch (error) {
    if (!(error instanceof CompileError) || !error.diagnostics.every(({ code }) => code === 'N0201')) throw error;
    console.log(`skip: ${name} has operators that are not supported yet`);
    return undefined;
  }
}

test.run();
