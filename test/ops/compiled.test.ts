/** Every operator's cases as C: on the host with sanitizers and on emulated cores, equal to the reference engine in every bit. */
import { suite } from 'uvu';
import { loadBoards } from '../../codegen/device/package_files.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { CompiledCases } from '../support/compiled_cases.js';
import { loadCases, type LoadedCase } from '../support/op_cases.js';

const test = suite('operators as C');
const boards = loadBoards();
const targets = ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m3', 'cortex-m4f', 'cortex-m55'] : [])];
if (targets.length === 1) console.log('skip: operators on emulated cores, the cross compiler or the emulator is missing');

const cases = new Map<string, LoadedCase[]>();
for (const loaded of await loadCases()) if (loaded.case.refused === undefined) cases.set(loaded.op, [...(cases.get(loaded.op) ?? []), loaded]);

for (const name of targets) {
  const runner = new CompiledCases(resolveTarget(name, boards), cases);
  for (const [op, { length }] of cases) {
    test(`${op}: ${length} cases on ${name}`, async () => {
      const missing = await runner.check(op);
      if (missing.length > 0) console.log(`skip: ${op} on ${name}, ${missing.length} of ${length} cases have no C kernel yet`);
    });
  }
}

test.run();
