/** Operators that compute the same from the same are one. */
import { constantLength, valueOf, type Graph, type Node, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import type { Pass } from './pass.js';
import { redirect, touchesState } from './uses.js';

export const shareResults: Pass = {
  name: 'share_results',
  does: 'no two operators have the same operands, options and types of results, unless both results are outputs of the model',
  run(graph) {
    const known = new Map<string, Node>();
    let nodes: readonly Node[] = graph.nodes;
    for (const { id } of graph.nodes) {
      const node = nodes.find((one) => one.id === id);
      if (node === undefined || node.op.subgraphs !== undefined || touchesState(graph, node)) continue;
      const key = keyOf(graph, node), same = known.get(key);
      if (same === undefined || node.outputs.some((output) => graph.outputs.includes(output))) { known.set(key, same ?? node); continue; }
      nodes = nodes.filter((one) => one !== node);
      node.outputs.forEach((output, at) => { nodes = redirect(output, same.outputs[at] as ValueId, nodes); });
    }
    return nodes.length === graph.nodes.length ? graph : withNodes(graph, nodes);
  },
};

/** Constants of so many bytes count by what they hold; that larger ones are alike is rare. */
const small = 64;

/** All that an operator's results depend on. */
function keyOf(graph: Graph, node: Node): string {
  const operand = (id: ValueId | null): unknown => {
    if (id === null) return null;
    const { type, storage } = valueOf(graph, id);
    return storage.kind === 'constant' && constantLength(storage) <= small ? [type, ...storage.bytes] : id;
  };
  return JSON.stringify([node.op.name, node.attrs, node.inputs.map(operand), node.outputs.map((id) => valueOf(graph, id).type)], (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}
