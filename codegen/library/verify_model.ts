import { CompileError } from '../../runtime-ts/diagnostic.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, valueOf, viewOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { inTemporaryFolder, inFolder, writeTogether } from '../device/files.js';
import { weightFileOf } from '../device/image_model.js';
import type { Golden } from '../device/golden_file.js';
import { runOnTarget, type RunResult } from '../device/model_runner.js';
import { compileModel, filesOf, type CompileModelOptions } from './compile_model.js';
import { firstDifference } from '../difference.js';
import { goldenDifference } from './golden.js';
import { randomInputs } from './random_cases.js';
import { defaultTarget, findTarget } from './targets.js';

/** What a model is compiled with to be run: as for compileModel. */
export type CompiledWith = Pick<CompileModelOptions, 'target' | 'optimize' | 'customOps' | 'keepCompressed' | 'ram' | 'flash' | 'tuning' | 'weights'>;

export interface VerifyOptions extends CompiledWith {
  /** Inputs to run on, and outputs to compare with besides the reference engine's; default 8 random inputs. */
  readonly golden?: Golden | undefined;
}

export interface VerifyResult {
  readonly target: string;
  /** Every output has every bit of the reference engine's, and agrees with the golden one. */
  readonly equal: boolean;
  readonly cases: number;
  /** The first difference in words, or what does not fit. */
  readonly mismatch?: string;
}

/** A verification with what it cost. */
export interface Measured extends VerifyResult {
  readonly run: RunResult;
  readonly arena: number;
  readonly state: number;
  /** Multiply-accumulates that stripes compute again. */
  readonly extraMacs: number;
}

/** Compiles, builds and runs a model on a target, and compares every output with the reference engine. A model that does not fit is not equal. */
export async function verifyModel(graph: Graph, options: VerifyOptions = {}): Promise<VerifyResult & { readonly ranOn?: string; readonly passedOver?: readonly string[] }> {
  try {
    const { run, target, equal, cases, mismatch } = await measure(graph, options, { cases: 8, footprint: false });
    return { target, equal, cases, ...(mismatch === undefined ? {} : { mismatch }), ranOn: run.ranOn, passedOver: run.tooSmall.map(({ message }) => message) };
  } catch (error) {
    if (!(error instanceof CompileError) || !error.diagnostics.every(({ code }) => code === 'N0301' || code === 'N0510')) throw error;
    return { target: options.target ?? defaultTarget, equal: false, cases: 0, mismatch: error.message };
  }
}

/** Verifies and measures; `footprint` counts instructions and flash as well, `cycles` cycles besides. */
export async function measure(graph: Graph, options: VerifyOptions, effort: { readonly cases: number; readonly footprint: boolean; readonly cycles?: boolean }): Promise<Measured> {
  const { golden, ...compiledWith } = options, target = findTarget(options.target), compilation = compileModel(graph, { ...compiledWith, target: target.name });
  const { name: cName, header, inputs, outputs, stateful } = compilation, apart = golden !== undefined && !golden.stateful;
  const cases = golden?.cases.map((test) => test.inputs) ?? randomInputs(graph, effort.cases);
  // A board that is not emulated runs as its core does, so its memory is checked by linking for it.
  const footprint = effort.footprint || (target.board !== undefined && target.board.qemu === null);
  const run = await inTemporaryFolder((dir) => {
    writeTogether(inFolder(dir, filesOf(compilation)));
    return runOnTarget({
      dir, target, footprint, sources: compilation.sources, models: [{ cName, header, inputs, outputs, stateful, apart, weightFile: weightFileOf(compilation, dir) }],
      inputs: [cases.map((list) => list.map(bytesOf))], measure: effort.footprint, cycles: effort.cycles === true, timeoutMs: 600_000,
    });
  });
  const [results = []] = run.outputs, interpreter = new Interpreter(graph);
  let mismatch: string | undefined;
  for (const [at, list] of cases.entries()) {
    if (apart) interpreter.reset();
    const expected = interpreter.run(list);
    for (const [output, want] of expected.entries()) {
      const { name, type } = valueOf(graph, graph.outputs[output]!);
      const found = firstDifference(viewOf(type.element, (results[at]?.[output] ?? new Uint8Array(0)).slice()), want);
      if (found !== undefined) mismatch ??= `case ${at}: output ${output} "${name}", reference engine, ${found}`;
    }
    if (golden !== undefined) {
      const found = goldenDifference(graph, golden, at, expected);
      if (found !== undefined) mismatch ??= `${found} (golden file)`;
    }
    if (mismatch !== undefined) break;
  }
  return {
    target: target.name, equal: mismatch === undefined, cases: cases.length, ...(mismatch === undefined ? {} : { mismatch }),
    run, arena: compilation.arenaBytes, state: compilation.stateBytes, extraMacs: compilation.patches?.extraMacs ?? 0,
  };
}
