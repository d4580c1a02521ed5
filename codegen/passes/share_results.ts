/** Operators that compute the same from the same are one. */
import { constantLength, valueOf, type Graph, type Node, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import type { Pass } from './pass.js';
import { touchesState } from './uses.js';

export const shareResults: Pass = {
  name: 'share_results',
  does: 'no two operators have the same operands, options and types of results, unless both results are outputs of the model',
  run(graph) {
    const known = new Map<string, Node>(), same = new Map<ValueId, ValueId>(), nodes: Node[] = [];
    for (const before of graph.nodes) {
      const node = before.inputs.some((id) => id !== null && same.has(id)) ? { ...before, inputs: before.inputs.map((id) => (id === null ? null : same.get(id) ?? id)) } : before;
      const key = node.op.subgraphs !== undefined || touchesState(graph, node) ? undefined : keyOf(graph, node), first = key === undefined ? undefined : known.get(key);
      if (first !== undefined && !node.outputs.some((output) => graph.outputs.includes(output))) {
        node.outputs.forEach((output, at) => { same.set(output, first.outputs[at] as ValueId); });
        continue;
      }
      if (key !== undefined && first === undefined) known.set(key, node);
      nodes.push(node);
    }
    return same.size === 0 ? graph : withNodes(graph, nodes);
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
