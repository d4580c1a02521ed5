import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Graph, Node, Value } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { touchesState, valuesOf } from './uses.js';
import type { Pass } from './pass.js';

export const foldConstants: Pass = {
  name: 'fold_constants',
  does: 'no operator has only constant operands: its results are constants, computed by its own reference',
  run(graph) {
    const values = new Map(graph.values), kept: Node[] = [];
    for (const node of graph.nodes) {
      const operands = node.inputs.flatMap((id) => (id === null ? [] : [values.get(id)]));
      const foldable = operands.length > 0 && operands.every((value) => value?.storage.kind === 'constant')
        && !touchesState(graph, node) && node.op.subgraphs === undefined && !node.outputs.some((id) => graph.outputs.includes(id));
      if (!foldable) { kept.push(node); continue; }
      for (const value of evaluateAlone(graph, node, values)) values.set(value.id, value);
    }
    return kept.length === graph.nodes.length ? graph : withNodes(graph, kept, { values: values.values() });
  },
};

/** The node's results as constants. */
function evaluateAlone(graph: Graph, node: Node, values: ReadonlyMap<Value['id'], Value>): readonly Value[] {
  const alone = { ...graph, values, inputs: [], outputs: node.outputs, nodes: [node] };
  const results = new Interpreter(alone).run([]);
  return valuesOf(graph, node.outputs).map((value, index) => {
    const data = results[index]!;
    return { ...value, storage: { kind: 'constant', bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) } };
  });
}
