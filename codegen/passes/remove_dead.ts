import type { Node, ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import type { Pass } from './pass.js';
import { touchesState } from './uses.js';

export const removeDead: Pass = {
  name: 'remove_dead',
  does: 'every operator contributes to an output or to state',
  run(graph) {
    const needed = new Set<ValueId>(graph.outputs), kept: Node[] = [];
    for (const node of [...graph.nodes].reverse()) {
      const lives = node.outputs.some((id) => needed.has(id)) || touchesState(graph, node) || node.op.subgraphs !== undefined;
      if (!lives) continue;
      kept.unshift(node);
      for (const id of node.inputs) if (id !== null) needed.add(id);
    }
    return kept.length === graph.nodes.length ? graph : withNodes(graph, kept);
  },
};
