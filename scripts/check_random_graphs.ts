/**
 * Cross-checks many random graphs, beyond those of `make test`; says how many were tried and which differ. The target `fast` is the fast engine.
 *
 *     node dist/scripts/check_random_graphs.js [COUNT [FIRST_SEED [TARGET]]]
 */
import { crossCheck } from '../test/random/cross_check.js';
import { checkEngines } from '../test/random/engines_check.js';

const [count = 1000, first = 1000] = process.argv.slice(2, 4).map(Number), target = process.argv[4] ?? 'host', batch = target === 'fast' ? 1000 : 50;
const mismatches: string[] = [];
for (let done = 0; done < count; done += batch) {
  const cases = Array.from({ length: Math.min(batch, count - done) }, (_, at) => ({ seed: first + done + at, size: 1 + (at % 10) }));
  mismatches.push(...(target === 'fast' ? checkEngines(cases) : await crossCheck(cases, target, (['balanced', 'speed', 'size'] as const)[(done / batch) % 3])));
  process.stderr.write(`${done + cases.length} graphs, ${mismatches.length} mismatches\n`);
}
for (const line of mismatches) console.log(line);
console.log(`${count} graphs on ${target}, ${mismatches.length} mismatches`);
process.exitCode = mismatches.length === 0 ? 0 : 1;
