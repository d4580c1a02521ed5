/** Operators that only move elements, one after the other, become one; one that keeps their order becomes a RESHAPE, which takes no code. */
import { bytesOf, valueOf, type Graph, type Node, type Op, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { pad } from '../../runtime-ts/ops/pad.js';
import { reshape } from '../../runtime-ts/ops/reshape.js';
import { transpose } from '../../runtime-ts/ops/transpose.js';
import type { Pass } from './pass.js';
import { derivedId } from './uses.js';

export const mergeMoves: Pass = {
  name: 'merge_moves',
  does: 'no PAD, TRANSPOSE or RESHAPE has one of its kind as its operand, and no TRANSPOSE keeps the order of elements',
  run(graph) {
    const writers = new Map<ValueId, Node>(), values = new Map(graph.values), current: Graph = { ...graph, values };
    const nodes = graph.nodes.map((node) => {
      const [input] = node.inputs, before = input === undefined || input === null ? undefined : writers.get(input);
      const merged = before?.op === node.op ? merge(current, before, node) : undefined;
      if (merged?.operand !== undefined) values.set(merged.operand.id, merged.operand);
      const after = inOrder(current, merged?.node ?? node);
      for (const id of after.outputs) writers.set(id, after);
      return after;
    });
    return nodes.every((node, at) => node === graph.nodes[at]) ? graph : withNodes(graph, nodes, { values: values.values() });
  },
};

const is = <A>(node: Node, op: Op<A>): node is Node<A> & Node => (node.op as Op) === (op as Op);

/** What two moves are together, with the operand that says so. */
function merge(graph: Graph, first: Node, second: Node): { readonly node: Node; readonly operand?: Value } | undefined {
  const [source = null] = first.inputs, inputs = [source, ...second.inputs.slice(1)];
  if (is(second, reshape)) return { node: { ...second, inputs } };
  const say = (node: Node, role: string): readonly number[] => new NodeOperands(graph, node).constant(1, role), [, old] = second.inputs;
  if (old === undefined || old === null || first.inputs[1] === undefined) return undefined;
  const withOperand = (numbers: readonly number[]): { readonly node: Node; readonly operand: Value } => {
    const operand = { ...valueOf(graph, old), id: derivedId(second, 0), storage: { kind: 'constant', bytes: bytesOf(Int32Array.from(numbers)) } } as const;
    return { node: { ...second, inputs: [source, operand.id] }, operand };
  };
  if (is(second, transpose)) {
    const inner = say(first, 'permutation');
    return withOperand(say(second, 'permutation').map((from) => inner[from] ?? 0));
  }
  if (!is(second, pad)) return undefined;
  // What PAD writes is its output's zero point.
  const zero = ({ outputs: [id] }: Node): number | undefined => (id === undefined ? undefined : valueOf(graph, id).type.quantization?.zeroPoints[0]);
  if (zero(first) !== zero(second)) return undefined;
  const inner = say(first, 'paddings');
  return withOperand(say(second, 'paddings').map((amount, at) => amount + (inner[at] ?? 0)));
}

/** A TRANSPOSE that moves only dimensions of one element, as a RESHAPE. */
function inOrder(graph: Graph, node: Node): Node {
  if (!is(node, transpose)) return node;
  const o = new NodeOperands(graph, node), { shape } = o.input(0).type, moved = o.constant(1, 'permutation').filter((from) => (shape[from] ?? 1) > 1);
  return moved.every((from, at) => at === 0 || from > (moved[at - 1] ?? 0)) ? { ...node, op: reshape as Op, inputs: node.inputs.slice(0, 1) } : node;
}
