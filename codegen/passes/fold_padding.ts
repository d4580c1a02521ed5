/** A PAD in front of convolutions becomes their padding: what it adds are zero points, which they leave out. */
import { valueOf, type Graph, type Node, type NodeId, type Op, type Quantization } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { conv2d, conv2dShape, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d, depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { pad } from '../../runtime-ts/ops/pad.js';
import type { Pass } from './pass.js';
import { readersOf } from './uses.js';

/** Before and after an image, along one axis. */
type Sides = readonly [number, number];

export const foldPadding: Pass = {
  name: 'fold_padding',
  does: 'no PAD of rows and columns has convolutions alone as its readers, unless a window of theirs would see nothing else',
  run(graph) {
    const changed = new Map<NodeId, Node>();
    for (const node of graph.nodes) {
      const padded = node.outputs[0], sides = (node.op as Op) === (pad as Op) ? sidesOf(graph, node as Node<null>) : undefined;
      if (sides === undefined || padded === undefined || graph.outputs.includes(padded)) continue;
      const readers = readersOf(graph, padded).map((reader) => widened(graph, reader, node, sides));
      if (readers.length > 0 && readers.every((reader) => reader !== undefined)) for (const reader of readers) changed.set(reader.id, reader);
    }
    return changed.size === 0 ? graph : withNodes(graph, graph.nodes.map((node) => changed.get(node.id) ?? node));
  },
};

/** Rows and columns that a PAD of int8 or int16 images adds, if it adds nothing else and changes no number. */
function sidesOf(graph: Graph, node: Node<null>): { readonly rows: Sides; readonly columns: Sides } | undefined {
  const o = new NodeOperands(graph, node), { type } = o.input(0), amounts = o.constant(1, 'paddings'), [, , , , , , before, after] = amounts;
  if (type.shape.length !== 4 || (type.element !== 'i8' && type.element !== 'i16') || amounts[0] !== 0 || amounts[1] !== 0 || before !== 0 || after !== 0) return undefined;
  const text = (q: Quantization | undefined): string => JSON.stringify([q?.scales, q?.zeroPoints]);
  return text(type.quantization) === text(o.output(0).type.quantization) ? { rows: [amounts[2] ?? 0, amounts[3] ?? 0], columns: [amounts[4] ?? 0, amounts[5] ?? 0] } : undefined;
}

/** A convolution that reads the image itself, with the PAD in its padding. */
function widened(graph: Graph, reader: Node, padding: Node, { rows, columns }: { readonly rows: Sides; readonly columns: Sides }): Node<Conv2dAttrs> | undefined {
  const depthwise = (reader.op as Op) === (depthwiseConv2d as Op), [image = null] = padding.inputs, padded = padding.outputs[0];
  if (padded === undefined || image === null || reader.inputs.lastIndexOf(padded) !== 0 || (!depthwise && (reader.op as Op) !== (conv2d as Op))) return undefined;
  const own = reader as Node<Conv2dAttrs>, o = new NodeOperands(graph, own), g = depthwise ? depthwiseConv2dShape(o) : conv2dShape(o), a = own.attrs, [, height = 1, width = 1] = valueOf(graph, image).type.shape;
  const down = sum({ extent: g.inHeight, out: g.outHeight, stride: a.strideHeight, reach: (g.filterHeight - 1) * a.dilationHeight + 1, before: g.padding.top }, rows);
  const across = sum({ extent: g.inWidth, out: g.outWidth, stride: a.strideWidth, reach: (g.filterWidth - 1) * a.dilationWidth + 1, before: g.padding.left }, columns);
  if (!sees(height, g.outHeight, a.strideHeight, g.filterHeight, a.dilationHeight, down[0]) || !sees(width, g.outWidth, a.strideWidth, g.filterWidth, a.dilationWidth, across[0])) return undefined;
  return { ...own, inputs: [image, ...own.inputs.slice(1)], attrs: { ...a, rows: { top: down[0], bottom: down[1] }, columns: { left: across[0], right: across[1] } } };
}

/** A convolution's own padding and what a PAD adds to it. */
function sum({ extent, out, stride, reach, before }: { readonly extent: number; readonly out: number; readonly stride: number; readonly reach: number; readonly before: number }, [first, last]: Sides): Sides {
  return [before + first, Math.max(0, (out - 1) * stride + reach - before - extent) + last];
}

/** Whether every window has a tap on the image: kernels take that for granted. */
function sees(extent: number, out: number, stride: number, taps: number, dilation: number, before: number): boolean {
  return Array.from({ length: out }, (_, at) => at * stride - before).every((start) => Array.from({ length: taps }, (_, tap) => start + tap * dilation).some((at) => at >= 0 && at < extent));
}
