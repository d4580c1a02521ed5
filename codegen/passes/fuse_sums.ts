/** CONV_2D and the ADD behind it in one: the convolution's result is never whole, and the sum lies where the other operand was. */
import { valueOf, type Graph, type Node, type NodeId, type Op } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { add } from '../../runtime-ts/ops/add.js';
import type { ArithmeticAttrs } from '../../runtime-ts/ops/arithmetic.js';
import { conv2d, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { conv2dAdd, type Conv2dAddAttrs } from '../../runtime-ts/ops/conv_2d_add.js';
import { readersOf } from './uses.js';

/** The convolution whose result only this ADD reads, and the ADD in its place; undefined for any other node. */
function fused(graph: Graph, sum: Node): { readonly convolution: NodeId; readonly node: Node<Conv2dAddAttrs> } | undefined {
  if ((sum.op as Op) !== (add as Op)) return undefined;
  // The later of two convolutions: what it reads would have to be kept until then.
  for (const before of graph.nodes.slice(0, graph.nodes.indexOf(sum)).reverse()) {
    const [result] = before.outputs, at = result === undefined ? -1 : sum.inputs.indexOf(result);
    if (at < 0 || result === undefined) continue;
    const other = sum.inputs[1 - at], alone = readersOf(graph, result).length === 1 && !graph.outputs.includes(result) && other !== result;
    if ((before.op as Op) !== (conv2d as Op) || !alone || other === undefined || other === null) return undefined;
    const [input = null, filter = null, bias = null] = before.inputs, types = [valueOf(graph, other), ...sum.outputs.map((id) => valueOf(graph, id)), valueOf(graph, result)].map(({ type }) => type);
    if (types.some(({ element, shape }) => element !== 'i8' || shape.join() !== types[0]?.shape.join())) return undefined;
    const attrs: Conv2dAddAttrs = { convolution: before.attrs as Conv2dAttrs, between: valueOf(graph, result), isLeft: at === 0, sum: sum.attrs as ArithmeticAttrs };
    return { convolution: before.id, node: { ...sum, op: conv2dAdd, attrs, inputs: [input, filter, bias, other] } };
  }
  return undefined;
}

/** Fuses where `takes` says so of the node that would stand in the place of the ADD, with its id, and of the convolution that would go. */
export function fuseSums(graph: Graph, takes: (node: Node, convolution: NodeId) => boolean): Graph {
  const replaced = new Map<NodeId, Node>(), gone = new Set<NodeId>();
  for (const sum of graph.nodes) {
    const one = fused(graph, sum);
    if (one === undefined || !takes(one.node as Node, one.convolution)) continue;
    replaced.set(sum.id, one.node as Node);
    gone.add(one.convolution);
  }
  return gone.size === 0 ? graph : withNodes(graph, graph.nodes.filter(({ id }) => !gone.has(id)).map((node) => replaced.get(node.id) ?? node));
}
