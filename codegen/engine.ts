/** What runs a graph in JavaScript. */
import { fail } from '../runtime-ts/diagnostic.js';
import { Interpreter } from '../runtime-ts/interpreter.js';
import { valueOf, type Graph, type TypedArray } from '../runtime-ts/ir/graph.js';
import { FastEngine, hasVectors } from '../runtime-ts/wasm/fast_engine.js';
import { optimizePasses } from './passes/index.js';
import { firstDifference } from './difference.js';

/** `reference` defines what is right; `fast` is WebAssembly, equal in every bit; `both` runs the two and stops at the first difference. */
export const engines = ['fast', 'reference', 'both'] as const;
export type EngineName = (typeof engines)[number];

/** An instance of a model, with its state. */
export interface Engine {
  /** Inputs are in the tensor's own type and in graph order; so are the outputs. */
  run(inputs: readonly TypedArray[]): readonly TypedArray[];
  /** Sets every state back to its initial content. */
  reset(): void;
}

/** The two engines gave different answers: a bug of ours. */
export class EnginesDiffer extends Error {}

/** Makes an instance; `fast`, the default, is the reference where the host has no WebAssembly with vectors. */
export function makeEngine(graph: Graph, name: EngineName = 'fast'): Engine {
  if (!engines.includes(name)) fail('N0404', `there is no engine "${name}"`, { where: '--engine', hint: `Engines: ${engines.join(', ')}.` });
  if (name === 'reference' || !hasVectors()) return new Interpreter(graph);
  const fast = new FastEngine(optimizePasses.reduce((before, pass) => pass.run(before), graph));
  return name === 'fast' ? fast : together(graph, new Interpreter(graph), fast);
}

function together(graph: Graph, reference: Engine, fast: Engine): Engine {
  let invocation = 0;
  return {
    run(inputs) {
      const want = reference.run(inputs), got = fast.run(inputs);
      for (const [index, id] of graph.outputs.entries()) {
        const difference = firstDifference(got[index]!, want[index]!);
        if (difference !== undefined) throw new EnginesDiffer(`invocation ${invocation}: output ${index} "${valueOf(graph, id).name}" of the fast engine, ${difference}`);
      }
      invocation++;
      return want;
    },
    reset() {
      reference.reset();
      fast.reset();
    },
  };
}
