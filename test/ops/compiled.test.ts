/** Every operator's cases as C: on the host with sanitizers and on emulated cores, equal to the reference engine in every bit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compile, type Compilation } from '../../codegen/compile.js';
import { loadBoards, loadFirmware, readTemplate } from '../../codegen/device/package_files.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { hasDeviceTools } from '../../codegen/device/tools.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { resolveTarget, type Target } from '../../codegen/select/target.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { viewOf, type Element, type Graph } from '../../runtime-ts/ir/graph.js';
import { loadCases, type LoadedCase } from '../support/op_cases.js';

const test = suite('operators as C');
const boards = loadBoards(), firmware = loadFirmware();
const targets = ['host', ...(hasDeviceTools() ? ['cortex-m0plus', 'cortex-m4f', 'cortex-m55'] : [])];
if (targets.length === 1) console.log('skip: operators on emulated cores, the cross compiler or the emulator is missing');

interface Compiled { readonly loaded: LoadedCase; readonly graph: Graph; readonly compilation: Compilation }

/** A case as C; undefined where no kernel takes its types yet, which is counted and printed. */
function compileCase(loaded: LoadedCase, index: number, target: Target): Compiled | undefined {
  const graph = readModel(loaded.modelBytes, loaded.case.name, slices);
  try {
    const compilation = compile(graph, { name: `${loaded.op}_${index}`, source: loaded.case.name.replace(/\*\//g, '* /'), target, templates: readTemplate, firmware });
    return { loaded, graph, compilation };
  } catch (error) {
    if (error instanceof CompileError && error.diagnostics.every(({ code }) => code === 'N0206')) return undefined;
    throw error;
  }
}

function expected({ loaded, graph }: Compiled): readonly (readonly Uint8Array[])[] {
  const interpreter = new Interpreter(graph);
  return loaded.inputs.map((invocation) => interpreter.run(invocation.map((bytes, index) => {
    const value = graph.values.get(graph.inputs[index]!);
    return viewOf(value?.type.element ?? 'i8', bytes);
  })).map((data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
}

/** Bytes; for float32 as bit patterns with one NaN, because processors differ in the sign of a NaN that they make. */
function comparable(element: Element, bytes: Uint8Array): readonly number[] {
  if (element !== 'f32') return Array.from(bytes);
  const copy = bytes.slice(), values = viewOf('f32', copy) as Float32Array;
  return Array.from(new Uint32Array(values.buffer, values.byteOffset, values.length), (bits, at) => (Number.isNaN(values[at]) ? -1 : bits));
}

async function runAll(compiled: readonly Compiled[], target: Target): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'burin_'));
  try {
    for (const { compilation } of compiled) for (const [file, text] of compilation.files) writeFileSync(join(dir, file), text);
    const { outputs } = await runOnTarget({
      dir, target, measure: false, sources: [...new Set(compiled.flatMap(({ compilation }) => compilation.sources))],
      models: compiled.map(({ compilation: { name, header, inputs, outputs: results, stateful } }) => ({ cName: name, header, inputs, outputs: results, stateful })),
      inputs: compiled.map(({ loaded }) => loaded.inputs),
      ...(target.name === 'host' ? { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g'] } : {}),
    });
    compiled.forEach((one, at) => expected(one).forEach((results, invocation) => results.forEach((want, output) => {
      const element = one.graph.values.get(one.graph.outputs[output]!)?.type.element ?? 'i8';
      assert.equal(comparable(element, outputs[at]?.[invocation]?.[output] ?? new Uint8Array()), comparable(element, want),
        `"${one.loaded.case.name}" invocation ${invocation} output ${output} on ${target.name}`);
    })));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const accepted = (await loadCases()).filter((loaded) => loaded.case.refused === undefined);
for (const op of new Set(accepted.map((loaded) => loaded.op))) {
  const cases = accepted.filter((loaded) => loaded.op === op);
  for (const name of targets) {
    const target = resolveTarget(name, boards);
    const compiled = cases.flatMap((loaded, index) => compileCase(loaded, index, target) ?? []);
    if (compiled.length < cases.length) console.log(`skip: ${op} on ${name}, ${cases.length - compiled.length} of ${cases.length} cases have no C kernel yet`);
    if (compiled.length > 0) test(`${op}: ${compiled.length} cases on ${name}`, () => runAll(compiled, target));
  }
}

test.run();
