import type { Graph, Node, Value, ValueId } from '../../runtime-ts/ir/graph.js';

export function valuesOf(graph: Graph, ids: readonly (ValueId | null)[]): readonly Value[] {
  return ids.flatMap((id) => (id === null ? [] : graph.values.get(id) ?? []));
}

/** The nodes that read a value. */
export function readersOf(graph: Graph, id: ValueId): readonly Node[] {
  return graph.nodes.filter((node) => node.inputs.includes(id));
}

/** Whether running the node can change what a later run sees. */
export function touchesState(graph: Graph, node: Node): boolean {
  return valuesOf(graph, [...node.inputs, ...node.outputs]).some((value) => value.storage.kind === 'state');
}

/** Makes every reader of `from` read `to` instead. */
export function redirect(from: ValueId, to: ValueId, nodes: readonly Node[]): readonly Node[] {
  return nodes.map((node) => (node.inputs.includes(from) ? { ...node, inputs: node.inputs.map((id) => (id === from ? to : id)) } : node));
}

/** An id, unique in the whole model, for the constant that a pass makes for a node; `slot` is the pass's own. */
export function derivedId(node: Node, slot: 0 | 1): ValueId {
  return -1 - (2 * node.id + slot) as ValueId;
}
