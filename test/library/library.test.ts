/** The package as its users import it: everything that the command line does, by its public name. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  benchModel, checkGolden, CompileError, compileModel, findBoard, findTarget, inFolder, inspectModel, Interpreter, listBoards, readModel, runModel, verifyModel, writeTogether,
} from 'burin';
import { Interpreter as RuntimeInterpreter } from 'burin/runtime';
import { readModel as readTflite } from 'burin/tflite';
import { sumSpec } from '../cli/burin.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { makeModel } from '../support/make_model.js';

const bytes = makeModel(sumSpec), graph = readModel(bytes, 'sum'), x = Int8Array.of(3, 4);
const golden = (answer: number) => ({ stateful: false, compare: { mode: 'exact' } as const, cases: [{ inputs: [x], outputs: [Int8Array.of(answer)] }] });

test('a model is read, run and inspected', () => {
  assert.equal(runModel(graph, [[x], [x]]), [[Int8Array.of(11)], [Int8Array.of(11)]]);
  assert.equal(new Interpreter(graph).run([x]), [Int8Array.of(11)]);
  assert.equal(new RuntimeInterpreter(readTflite(bytes)).run([x]), [Int8Array.of(11)]);
  const { name, macs, weightBytes, arenaBytes, arenaLowerBound } = inspectModel(graph);
  assert.equal({ name, macs, weightBytes, arenaBytes, arenaLowerBound }, { name: 'sum', macs: 2, weightBytes: 2, arenaBytes: 32, arenaLowerBound: 32 });
});

test('golden cases are checked', () => {
  assert.equal(checkGolden(graph, golden(11)), { equal: true, cases: 1 });
  assert.is(checkGolden(graph, golden(12)).mismatch, 'case 0: output 0 "y", element 0: expected 12, got 11');
});

test('a model is compiled in memory and written together', () => {
  const compilation = compileModel(graph, { target: 'cortex-m0', name: 'my_sum' }), folder = mkdtempSync(join(tmpdir(), 'burin_test_'));
  assert.ok(compilation.files.get('my_sum.h')?.includes('void my_sum_run(void);'));
  writeTogether(inFolder(folder, compilation.files));
  assert.equal(readdirSync(folder).sort(), [...compilation.files.keys()].sort());
  assert.equal(compileModel(graph, { target: 'cortex-m0', name: 'my_sum' }).files, compilation.files);
});

test('boards and targets are found by name', () => {
  assert.ok(listBoards().length > 10);
  assert.is(findBoard('pico').cpu, 'cortex-m0plus');
  assert.is(findTarget().name, 'cortex-m4f');
  assert.throws(() => findTarget('cortex-m5'), (error: unknown) => error instanceof CompileError && error.diagnostics[0]?.code === 'N0501');
});

test('a model is verified on the host, against the engine and a golden file', async () => {
  const { target, equal, cases } = await verifyModel(graph, { target: 'host' });
  assert.equal({ target, equal, cases }, { target: 'host', equal: true, cases: 8 });
  assert.is((await verifyModel(graph, { target: 'host', golden: golden(11) })).equal, true);
  assert.is((await verifyModel(graph, { target: 'host', golden: golden(12) })).mismatch, 'case 0: output 0 "y", element 0: expected 12, got 11 (golden file)');
});

if (!hasDeviceTools()) console.log('skip: benchModel, the cross compiler or the emulator is missing');
else test('a model is measured', async () => {
  const result = await benchModel(graph, { target: 'cortex-m4f' });
  assert.is(result.equal, true);
  assert.ok((result.instructions ?? 0) > 10 && (result.flashCode ?? 0) > 100 && result.engineMs.reference > 0);
});

test.run();
