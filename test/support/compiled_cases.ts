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
import type { Tuning } from '../../codegen/select/tuning.js';
import { layerVariants, type LayerVariants } from '../../codegen/variants.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { viewOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { comparable } from './compare.js';
import { kernelFiles, oneUnit } from './one_unit.js';
import type { LoadedCase } from './op_cases.js';

/** A case as C, or without C where no kernel takes its types. Of one case there are several with variants. */
interface Compiled { readonly loaded: LoadedCase; readonly graph: Graph; readonly compilation?: Compilation }
/** [invocation][output] of a case that ran. */
type Outputs = readonly (readonly Uint8Array[])[];
/** By the C name of the model. */
type Ran = ReadonlyMap<string, Outputs>;

const firmware = loadFirmware();
const operatorsAnImage = 12;

/** Runs operators on a target; an operator's cases are built and run when it, or a neighbour, is first asked for. */
export class CompiledCases {
  private readonly compiled = new Map<string, readonly Compiled[]>();
  private readonly images = new Map<number, Promise<Ran | undefined>>();

  /** `variants`: by every kernel that takes a case, each as a function of the firmware, instead of what is chosen by default. */
  constructor(private readonly target: Target, private readonly cases: ReadonlyMap<string, readonly LoadedCase[]>, private readonly variants = false) {}

  /** Compares all cases of an operator with the reference engine; returns the names of those without a C kernel. */
  async check(op: string): Promise<readonly string[]> {
    const operators = [...this.cases.keys()], image = Math.floor(operators.indexOf(op) / operatorsAnImage);
    const neighbours = operators.slice(image * operatorsAnImage, (image + 1) * operatorsAnImage);
    // A failure of all together says little: each operator then runs alone, and the one at fault fails under its name.
    const shared = this.images.get(image) ?? this.run(neighbours).catch(() => undefined);
    this.images.set(image, shared);
    const ran = (await shared) ?? (await this.run([op]));
    for (const one of this.compile(op)) {
      if (one.compilation !== undefined) compare(one, ran.get(one.compilation.name) ?? [], one.compilation.layers.map(({ kernel }) => kernel).join(', '), this.target.name);
    }
    return this.compile(op).flatMap(({ loaded, compilation }) => (compilation === undefined ? [loaded.case.name] : []));
  }

  private compile(op: string): readonly Compiled[] {
    const known = this.compiled.get(op) ?? (this.cases.get(op) ?? []).flatMap((loaded, index) => (this.variants ? compileVariants : compileDefault)(loaded, index, this.target));
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
      const files = new Map<string, string>(), models: ImageModel[] = [], inputs: LoadedCase['inputs'][] = [];
      for (const op of operators) {
        const unit = `${op}_cases`, own = this.compile(op).flatMap((one) => (one.compilation === undefined ? [] : [{ ...one, compilation: one.compilation }]));
        if (own.length === 0) continue;
        for (const [file, text] of oneUnit(unit, own.map(({ compilation }) => compilation))) files.set(file, text);
        for (const { loaded: one, compilation } of own) {
          for (const [file, text] of kernelFiles(compilation)) files.set(file, text);
          const { name, stateful } = compilation;
          models.push({ cName: name, header: `${unit}.h`, inputs: compilation.inputs, outputs: compilation.outputs, stateful });
          inputs.push(one.inputs);
        }
      }
      if (models.length === 0) return new Map();
      for (const [file, text] of files) writeFileSync(join(dir, file), text);
      const { outputs } = await runOnTarget({
        dir, target: this.target, measure: false, sources: [...files.keys()].filter((file) => file.endsWith('.c')), models, inputs,
        ...(this.target.name === 'host' ? { extraFlags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g'] } : {}),
      });
      return new Map(models.map(({ cName }, at) => [cName, outputs[at] ?? []]));
    });
  }
}

function compileDefault(loaded: LoadedCase, index: number, target: Target): readonly Compiled[] {
  return [compileCase(loaded, `${loaded.op}_${index}`, target, readModel(loaded.modelBytes, loaded.case.name, slices))];
}

/** Nothing of a case that has one kernel for each layer, all of them functions of the firmware in any case. */
function compileVariants(loaded: LoadedCase, index: number, target: Target): readonly Compiled[] {
  const graph = readModel(loaded.modelBytes, loaded.case.name, slices), layers = variantsOf(graph, target).map(({ name, variants }) => ({ name, shared: variants.filter(({ form }) => form === 'shared'), count: variants.length }));
  return Array.from({ length: layers.some(({ count }) => count > 1) ? Math.max(...layers.map(({ shared }) => shared.length)) : 0 }, (_, at) => {
    const tuning = new Map(layers.flatMap(({ name, shared }) => shared.slice(at, at + 1).map((variant) => [name, variant] as const)));
    return compileCase(loaded, `${loaded.op}_${index}_${at}`, target, graph, tuning);
  });
}

/** None where no kernel takes the types. */
function variantsOf(graph: Graph, target: Target): readonly LayerVariants[] {
  try {
    return layerVariants(graph, { target });
  } catch (error) {
    if (error instanceof CompileError) return [];
    throw error;
  }
}

function compileCase(loaded: LoadedCase, name: string, target: Target, graph: Graph, tuning?: Tuning): Compiled {
  try {
    const source = loaded.case.name.replace(/\*\//g, '* /');
    return { loaded, graph, compilation: compile(graph, { name, source, target, templates: readTemplate, firmware, tuning }) };
  } catch (error) {
    if (error instanceof CompileError && error.diagnostics.every(({ code }) => code === 'N0206')) return { loaded, graph };
    throw error;
  }
}

function compare({ loaded, graph }: Compiled, outputs: Outputs, kernels: string, target: string): void {
  const interpreter = new Interpreter(graph);
  loaded.inputs.forEach((given, invocation) => {
    const results = interpreter.run(given.map((bytes, index) => viewOf(graph.values.get(graph.inputs[index]!)?.type.element ?? 'i8', bytes)));
    results.forEach((want, output) => {
      const element = graph.values.get(graph.outputs[output]!)?.type.element ?? 'i8';
      const got = outputs[invocation]?.[output] ?? new Uint8Array();
      assert.equal(comparable(element, got), comparable(element, new Uint8Array(want.buffer, want.byteOffset, want.byteLength)),
        `"${loaded.case.name}" invocation ${invocation} output ${output} by ${kernels} on ${target}`);
    });
  });
}
