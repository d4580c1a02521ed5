import type { Graph } from '../../runtime-ts/ir/graph.js';

/** A rewrite of a graph that changes no output by one bit. Graphs are checked when they are made. */
export interface Pass {
  readonly name: string;
  /** What is true afterwards, in one sentence. */
  readonly does: string;
  run(graph: Graph): Graph;
}
