/** Random graphs: the compiler's C against the reference engine, on the host with sanitizers and on emulated cores. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { crossCheck, crossCheckGraphs, randomGraph, type RandomCase } from './cross_check.js';

const test = suite('random graphs');
if (!hasDeviceTools()) console.log('skip: random graphs on emulated cores, the cross compiler or the emulator is missing');

const cases = (first: number, count: number): readonly RandomCase[] => Array.from({ length: count }, (_, at) => ({ seed: first + at, size: 1 + ((first + at) % 8) }));

for (const [first, optimize] of [[1, 'balanced'], [31, 'speed'], [61, 'size']] as const)
  test(`30 graphs on the host, ${optimize}`, async () => { assert.equal(await crossCheck(cases(first, 30), 'host', optimize), []); });

test('20 graphs on the host, in parts', async () => {
  assert.equal(await crossCheckGraphs(cases(181, 20).map(({ seed, size }) => randomGraph(seed, size)), 'host', { resumable: true }), []);
});

if (hasDeviceTools())
  for (const [first, target] of [[101, 'cortex-m0plus'], [121, 'cortex-m4f'], [141, 'cortex-m55']] as const)
    test(`20 graphs on ${target}`, async () => { assert.equal(await crossCheck(cases(first, 20), target), []); });

// ADD beside so many live numbers that fewer registers were left for its loop than it asked for.
if (hasDeviceTools()) test('a graph on cortex-m55 that once had too few registers', async () => { assert.equal(await crossCheck([{ seed: 900275, size: 6 }], 'cortex-m55'), []); });

if (!hasDeviceTools('riscv32imc')) console.log('skip: random graphs on RISC-V, its cross compiler or emulator is missing');
else for (const optimize of ['balanced', 'speed'] as const)
  test(`20 graphs on riscv32imc, ${optimize}`, async () => { assert.equal(await crossCheck(cases(161, 20), 'riscv32imc', optimize), []); });

test.run();
