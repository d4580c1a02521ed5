import type { Graph, Node, TensorType } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import type { Pass } from './pass.js';
import { readersOf, valuesOf } from './uses.js';

/** Operators that only clamp, and the fused activation that does the same. */
const activationOf: Readonly<Record<string, string>> = { relu: 'relu', relu6: 'relu6' };

export const fuseActivation: Pass = {
  name: 'fuse_activation',
  does: 'no RELU or RELU6 follows an operator that could clamp its own result to the same range',
  run(graph) {
    const replaced = new Map<Node['id'], Node>(), dropped = new Set<Node['id']>();
    for (const node of graph.nodes) {
      const activation = activationOf[node.op.name], [input] = node.inputs;
      const producer = graph.nodes.find(({ outputs }) => outputs.length === 1 && outputs[0] === input);
      if (activation === undefined || input === undefined || input === null || producer === undefined || replaced.has(producer.id)) continue;
      if (!takesActivation(producer) || readersOf(graph, input).length !== 1 || graph.outputs.includes(input) || !sameType(graph, node)) continue;
      replaced.set(producer.id, { ...producer, attrs: { ...producer.attrs, activation }, outputs: node.outputs });
      dropped.add(node.id);
    }
    return replaced.size === 0 ? graph : withNodes(graph, graph.nodes.filter(({ id }) => !dropped.has(id)).map((node) => replaced.get(node.id) ?? node));
  },
};

function takesActivation(node: Node): node is Node<{ readonly activation: string }> {
  const attrs = node.attrs;
  return typeof attrs === 'object' && attrs !== null && 'activation' in attrs && attrs.activation === 'none';
}

/** With another scale or zero point the operator would also requantize. */
function sameType(graph: Graph, node: Node): boolean {
  const [before, after] = [...valuesOf(graph, node.inputs), ...valuesOf(graph, node.outputs)].map(({ type }) => type);
  const text = (type: TensorType | undefined): string => JSON.stringify([type?.element, type?.shape, type?.quantization?.scales, type?.quantization?.zeroPoints]);
  return text(before) === text(after);
}
