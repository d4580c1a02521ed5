/** Measures every model on every core at every level and writes the tables of docs/performance.md: `make bench`. Arguments name targets; without any, all. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../codegen/device/package_files.js';
import { optimizations } from '../codegen/select/select_kernels.js';
import { benchmarkModels, crossCompilerVersion, measureCell, openModel, type Cell } from '../test/support/benchmarks.js';
import { benchmarkTables, peer, peerModels, replaceTables } from '../test/support/benchmark_table.js';

const targets = process.argv.length > 2 ? process.argv.slice(2) : [...Object.keys(peer.targets), 'cortex-m7', 'cortex-m33'], cells: Cell[] = [];
for (const model of benchmarkModels(peerModels)) {
  const graph = openModel(model);
  for (const target of targets)
    for (const optimize of optimizations) {
      console.log(`${model.name} on ${target}, ${optimize}`);
      cells.push(await measureCell(model.name, graph, target, optimize));
    }
}
const page = join(packageRoot, 'docs', 'performance.md');
writeFileSync(page, replaceTables(readFileSync(page, 'utf8'), benchmarkTables(cells, crossCompilerVersion())));
