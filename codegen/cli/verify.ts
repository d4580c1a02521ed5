/** Builds a compiled model, runs it where it will run, and compares every output with the reference engine and with golden files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { elementBytes, elementCount, viewOf, type Graph, type TypedArray } from '../../runtime-ts/ir/graph.js';
import { runOnTarget, type RunResult } from '../device/model_runner.js';
import type { Target } from '../select/target.js';
import { bytesOf, valueOf, type GoldenCases } from './golden.js';
import { compileModel, writeFiles, type LoadedModel } from './load.js';

export interface TargetResult {
  readonly target: string;
  readonly equal: boolean;
  readonly cases: number;
  /** The first difference in words. */
  readonly mismatch?: string;
  readonly run: RunResult;
  readonly arena: number;
  readonly state: number;
}

/** Runs the compiled model on a target for all cases; `footprint` also measures its flash. */
export async function verifyOn(model: LoadedModel, target: Target, golden: GoldenCases | undefined, footprint: boolean): Promise<TargetResult> {
  const compilation = compileModel(model, target), cases = golden ?? randomCases(model.graph);
  const dir = mkdtempSync(join(tmpdir(), 'burin_'));
  try {
    writeFiles(dir, compilation.files);
    const { name, header, inputs, outputs, stateful } = compilation;
    const run = await runOnTarget({
      dir, sources: compilation.sources, models: [{ cName: name, header, inputs, outputs, stateful, apart: !cases.stateful }], target, footprint,
      inputs: [cases.inputs.map((list) => list.map(bytesOf))], measure: footprint,
    });
    const interpreter = new Interpreter(model.graph);
    let mismatch: string | undefined;
    cases.inputs.forEach((list, at) => {
      if (!cases.stateful) interpreter.reset();
      const expected = interpreter.run(list);
      expected.forEach((want, output) => {
        const got = run.outputs[0]?.[at]?.[output] ?? new Uint8Array(0);
        mismatch ??= firstDifference(viewOf(valueOf(model.graph, model.graph.outputs[output]!).type.element, got.slice()), want, `case ${at}: output ${output}, reference engine`);
        mismatch ??= cases.check(want, at, output);
      });
    });
    return {
      target: target.name, equal: mismatch === undefined, cases: cases.inputs.length, ...(mismatch === undefined ? {} : { mismatch }),
      run, arena: compilation.arenaBytes, state: compilation.stateBytes,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function firstDifference(got: TypedArray, want: TypedArray, where: string): string | undefined {
  for (let at = 0; at < want.length; at++)
    if (!Object.is(got[at], want[at])) return `${where}, element ${at}: expected ${want[at]}, got ${got[at]}`;
  return undefined;
}

/** Eight invocations on random inputs, the same in every run. */
function randomCases(graph: Graph): GoldenCases {
  let state = 0x9e3779b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const inputs = Array.from({ length: 8 }, () => graph.inputs.map((id): TypedArray => {
    const { element, shape } = valueOf(graph, id).type, count = elementCount(shape);
    if (element === 'f32') return Float32Array.from({ length: count }, () => next() / 2 ** 31 - 1);
    if (element === 'bool') return Uint8Array.from({ length: count }, () => next() & 1);
    return viewOf(element, Uint8Array.from({ length: count * elementBytes(element) }, () => next() >>> 24));
  }));
  return { stateful: false, inputs, check: () => undefined };
}
