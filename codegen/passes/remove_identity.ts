import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Node } from '../../runtime-ts/ir/graph.js';
import { slices } from '../ops/index.js';
import type { Pass } from './pass.js';
import { redirect } from './uses.js';

export const removeIdentity: Pass = {
  name: 'remove_identity',
  does: 'no operator copies its operand unchanged, unless a model\'s output needs the copy',
  run(graph) {
    let nodes: readonly Node[] = graph.nodes;
    for (const node of graph.nodes) {
      const [input] = node.inputs, [output] = node.outputs;
      if (input === undefined || input === null || output === undefined || graph.outputs.includes(output)) continue;
      const current = nodes.find(({ id }) => id === node.id) ?? node, source = current.inputs[0];
      const slice = slices.find(({ op }) => op === node.op);
      // A state may change before the copy is read, so a copy of it is none to leave out.
      if (source === undefined || source === null || graph.values.get(source)?.storage.kind === 'state') continue;
      if (slice?.identity?.(new NodeOperands(graph, node)) !== true) continue;
      nodes = redirect(output, source, nodes.filter(({ id }) => id !== node.id));
    }
    return nodes.length === graph.nodes.length ? graph : withNodes(graph, nodes);
  },
};
