/** The operators' cases as C on one target. Operators share images, and are run alone only where that fails. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { compile, type Compilation } from '../../codegen/compile.js';
import { ImageDoesNotFit } from '../../codegen/device/build_image.js';
import type { ImageModel } from '../../codegen/device/image_model.js';
import { inTemporaryFolder } from '../../codegen/device/files.js';
import { runOnTarget } from '../../codegen/device/model_runner.js';
import { loadFirmware, readTemplate } from '../../codegen/device/package_files.js';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import type { Target } from '../../codegen/select/target.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { viewOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { comparable } from './compare.js';
import { kernelFiles, oneUnit } from './one_unit.js';
import type { LoadedCase } from './op_cases.js';

/** A case as C, or without C where no kernel takes its types. */
interface Compiled { readonly loaded: LoadedCase; readonly graph: Graph; readonly compilation?: Compilation }
/** [invocation][output] of a case that ran. */
type Outputs = readonly (readonly Uint8Array[])[];
type Ran = ReadonlyMap<LoadedCase, Outputs>;

const firmware = loadFirmware();
const operatorsAnImage = 12;

/** Runs operators on a target; an operator's cases are built and run when it, or a neighbour, is first asked for. */
export class CompiledCases {
  private readonly compiled = new Map<string, readonly Compiled[]>();
  private readonly images = new Map<number, Promise<Ran | undefined>>();

  constructor(private readonly target: Target, private readonly cases: ReadonlyMap<string, readonly LoadedCase[]>) {}

  /** Compares all cases of an operator with the reference engine; returns the names of those without a C kernel. */
  async check(op: string): Promise<readonly string[]> {
    const operators = [...this.cases.keys()], image = Math.floor(operators.indexOf(op) / operatorsAnImage);
    const neighbours = operators.slice(image * operatorsAnImage, (image + 1) * operatorsAnImage);
    // A failure of all together says little: each operator then runs alone, and the one at fault fails under its name.
    const shared = this.images.get(image) ?? this.run(neighbours).catch(() => undefined);
    this.images.set(image, shared);
    const ran = (await shared) ?? (await this.run([op]));
    for (const one of this.compile(op)) {
      if (one.compilation !== undefined) compare(one, ran.get(one.loaded) ?? [], this.target.name);
    }
    return this.compile(op).flatMap(({ loaded, compilation }) => (compilation === undefined ? [loaded.case.name] : []));
  }

  private compile(op: string): readonly Compiled[] {
    const known = this.compiled.get(op) ?? (this.cases.get(op) ?? []).map((loaded, index) => compileCase(loaded, index, this.target));
    this.compiled.set(op, known);
    return known;
  }

  /** Builds and runs one image, or two with half of the operators each where one does not fit. */
  private async run(operators: readonly string[]): Promise<Ran> {
    try {
      return await this.runImage(operators);
    } catch (error) {
      if (!(error instanceof ImageDoesNotFit) || operators.length === 1) throw error;
      const half = Math.ceil(operators.length / 2);
      return new Map([...(await this.run(operators.slice(0, half))), ...(await this.run(operators.slice(half)))]);
    }
  }

  private runImage(operators: readonly string[]): Promise<Ran> {
    return inTemporaryFolder(async (dir) => {
      const files = new Map<string, string>(), models: ImageModel[] = [], loaded: LoadedCase[] = [];
      for (const op of operators) {
        const unit = `${op}_cases`, own = this.compile(op).flatMap((one) => (one.compilation === undefined ? [] : [{ ...one, compilation: one.compilation }]));
        if (own.length === 0) continue;
        for (const [file, text] of oneUnit(unit, own.map(({ compilation }) => compilation))) files.set(file, text);
        for (const { loaded: one, compilation } of own) {
          for (const [file, text] of kernelFiles(compilation)) files.set(file, text);
          const { name, inputs, outputs, stateful } = compilation;
          models.push({ cName: name, header: `${unit}.h`, inputs, outputs, stateful });
          loaded.push(one);
        }
      }
      if (models.length === 0) return new Map();
      for (const [file, text] of files) writeFileSync(join(dir, file), text);
      const { outputs } = await runOnTarget({
        dir, target: this.target, measure: false, sources: [...files.keys()].filter((file) => file.endsWith('.c')), models,
        inputs: loaded.map(({ inputs }) => inputs),
        ...(this.target.name === 'host' ? { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g'] } : {}),
      });
      return new Map(loaded.map((one, at) => [one, outputs[at] ?? []]));
    });
  }
}

function compileCase(loaded: LoadedCase, index: number, target: Target): Compiled {
  const graph = readModel(loaded.modelBytes, loaded.case.name, slices);
  try {
    const source = loaded.case.name.replace(/\*\//g, '* /');
    return { loaded, graph, compilation: compile(graph, { name: `${loaded.op}_${index}`, source, target, templates: readTemplate, firmware }) };
  } catch (error) {
    if (error instanceof CompileError && error.diagnostics.every(({ code }) => code === 'N0206')) return { loaded, graph };
    throw error;
  }
}

function compare({ loaded, graph }: Compiled, outputs: Outputs, target: string): void {
  const interpreter = new Interpreter(graph);
  loaded.inputs.forEach((given, invocation) => {
    const results = interpreter.run(given.map((bytes, index) => viewOf(graph.values.get(graph.inputs[index]!)?.type.element ?? 'i8', bytes)));
    results.forEach((want, output) => {
      const element = graph.values.get(graph.outputs[output]!)?.type.element ?? 'i8';
      const got = outputs[invocation]?.[output] ?? new Uint8Array();
      assert.equal(comparable(element, got), comparable(element, new Uint8Array(want.buffer, want.byteOffset, want.byteLength)),
        `"${loaded.case.name}" invocation ${invocation} output ${output} on ${target}`);
    });
  });
}
