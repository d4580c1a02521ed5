/** Graphs that run graphs: each has a plan of its own, whose memory is a scratch block of the node that runs it. */
import type { Graph, Node } from '../../runtime-ts/ir/graph.js';
import type { Pass } from '../passes/pass.js';
import type { Selection } from '../select/select_kernels.js';
import { lifetimes } from './lifetimes.js';
import { place, type Placement } from './place.js';

export interface PlacedGraph { readonly graph: Graph; readonly placement: Placement }

export type Subgraphs = ReadonlyMap<Graph, PlacedGraph>;

const graphsOf = (node: Node): readonly Graph[] => node.op.subgraphs?.(node.attrs) ?? [];

/** All sub-graphs below a graph, after the passes, by what they were; those that a graph runs come before it. */
export function rewriteSubgraphs(graph: Graph, passes: readonly Pass[], done = new Map<Graph, Graph>()): ReadonlyMap<Graph, Graph> {
  for (const sub of graph.nodes.flatMap(graphsOf)) {
    if (done.has(sub)) continue;
    const after = passes.reduce((before, pass) => pass.run(before), sub);
    rewriteSubgraphs(after, passes, done);
    done.set(sub, after);
  }
  return done;
}

/** Places sub-graphs, innermost first, and then the graph. */
export function placeGraphs(graph: Graph, rewritten: ReadonlyMap<Graph, Graph>, selection: Selection): { readonly placement: Placement; readonly subgraphs: Subgraphs } {
  const subgraphs = new Map<Graph, PlacedGraph>();
  const frame = (node: Node): number => Math.max(0, ...graphsOf(node).map((sub) => subgraphs.get(sub)?.placement.bytes ?? 0));
  const placeOne = (one: Graph): Placement => {
    const plan = place(lifetimes(one, selection, frame));
    if (!one.nodes.some(({ id }) => selection.get(id)?.view !== undefined)) return plan;
    // A whole lives from its first part to its last reader, which can cost more than copies.
    const copied = place(lifetimes(one, selection, frame, false));
    return copied.bytes < plan.bytes ? copied : plan;
  };
  for (const [sub, after] of rewritten) subgraphs.set(sub, { graph: after, placement: placeOne(after) });
  return { placement: placeOne(graph), subgraphs };
}
