/** Every kernel that tuning may choose, not only the one that is chosen by default, is equal to the reference engine in every bit: on cores that have them all between them. */
import { suite } from 'uvu';
import { loadBoards } from '../../codegen/device/package_files.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { resolveTarget } from '../../codegen/select/target.js';
import { CompiledCases } from '../support/compiled_cases.js';
import { loadCases, type LoadedCase } from '../support/op_cases.js';

const test = suite('operators by every kernel');

if (hasDeviceTools()) {
  const boards = loadBoards(), cases = new Map<string, LoadedCase[]>();
  for (const loaded of await loadCases()) if (loaded.case.refused === undefined) cases.set(loaded.op, [...(cases.get(loaded.op) ?? []), loaded]);
  for (const name of ['cortex-m3', 'cortex-m55']) {
    const runner = new CompiledCases(resolveTarget(name, boards), cases, true);
    for (const op of cases.keys()) test(`${op} on ${name}`, async () => { await runner.check(op); });
  }
} else {
  console.log('operators by every kernel: skipped; needs gcc-arm-none-eabi and qemu-system-arm');
}

test.run();
