import type { Graph, TypedArray } from '../../runtime-ts/ir/graph.js';
import { makeEngine, type EngineName } from '../engine.js';

/** Runs invocations one after the other on one instance, so that state carries over. [invocation][input] in, [invocation][output] out. */
export function runModel(graph: Graph, invocations: readonly (readonly TypedArray[])[], options: { readonly engine?: EngineName } = {}): readonly (readonly TypedArray[])[] {
  const engine = makeEngine(graph, options.engine);
  return invocations.map((inputs) => engine.run(inputs));
}
