import type { Graph } from '../../runtime-ts/ir/graph.js';
import { makeEngine, type EngineName } from '../engine.js';
import { totalMacs } from './inspect_model.js';
import { randomInputs } from './random_cases.js';
import { measure, type CompiledWith } from './verify_model.js';

export interface BenchOptions extends CompiledWith {
  /** Hears why cycles could not be counted where there is a model of the core's timing. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** Null where the host, which is not emulated, has no figure. */
export interface BenchResult {
  readonly target: string;
  /** Of the second invocation. */
  readonly instructions: number | null;
  /** Of the second invocation, by the published timing of the core's instructions (docs/cycles.md); null where Arm has published none, or where they could not be counted. */
  readonly cycles: number | null;
  readonly macs: number;
  /** Beyond `macs`, what stripes compute again under a RAM budget. */
  readonly extraMacs: number;
  /** All constant data made from the model. */
  readonly flashWeights: number | null;
  /** Everything else in flash of the least image around the model. */
  readonly flashCode: number | null;
  readonly arena: number;
  readonly state: number;
  /** The deepest stack below the caller of the model's run function. */
  readonly stack: number | null;
  /** The outputs have every bit of the reference engine's. */
  readonly equal: boolean;
  /** Milliseconds of one inference in Node, the best of some, by engine. */
  readonly engineMs: { readonly fast: number; readonly reference: number };
}

/** Compiles, builds and runs a model on a target and measures what it takes. */
export async function benchModel(graph: Graph, options: BenchOptions = {}): Promise<BenchResult> {
  const { run, target, equal, arena, state, extraMacs } = await measure(graph, options, { cases: 2, footprint: true, cycles: true });
  if (run.noCycles !== undefined) options.onWarning?.(`cycles are not counted: ${run.noCycles}`);
  return {
    target, instructions: run.instructions?.[0]?.[1] ?? null, cycles: run.calls?.[0]?.[1]?.cycles ?? null, macs: totalMacs(graph), extraMacs,
    flashWeights: run.footprint?.flashWeights ?? null, flashCode: run.footprint?.flashCode ?? null,
    arena, state, stack: run.stackBytes?.[0] ?? null, equal, engineMs: { fast: milliseconds(graph, 'fast', 20), reference: milliseconds(graph, 'reference', 3) },
  };
}

/** The best of some runs; the first one, in which the host compiles, does not count. */
function milliseconds(graph: Graph, name: EngineName, runs: number): number {
  const engine = makeEngine(graph, name), [inputs = []] = randomInputs(graph, 1);
  engine.run(inputs);
  return Math.min(...Array.from({ length: runs }, () => {
    const start = performance.now();
    engine.run(inputs);
    return performance.now() - start;
  }));
}
