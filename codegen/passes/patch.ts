/**
 * Partial execution: the first layers of a model run on one stripe of rows after another, so that what lies between them is never whole.
 * Stripes overlap by what windows reach, and those rows are computed again. Exact in every bit: each output is the same sum.
 * The idea is MCUNetV2's (Lin et al., 2021, "Memory-efficient patch-based inference"); rows alone make stripes of NHWC tensors contiguous,
 * so that planning can let them be parts of the whole, and nothing is copied.
 */
import { bytesOf, typeBytes, valueOf, type Graph, type Node, type NodeId, type Op, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { concatenation } from '../../runtime-ts/ops/concatenation.js';
import { conv2d, conv2dShape, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d, depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { slice } from '../../runtime-ts/ops/slices.js';
import { readersOf } from './uses.js';

/** What CONCATENATION takes. */
const mostStripes = 10;

/** So many layers from the model's input on, in so many stripes. */
export interface Patches {
  readonly layers: number;
  readonly stripes: number;
  /** Multiply-accumulates of the model beyond those without patches. */
  readonly extraMacs: number;
}

/** A layer of the chain: rows that an output row needs, and the image's. */
interface Layer {
  readonly node: Node<Conv2dAttrs>;
  readonly input: Value;
  readonly output: Value;
  readonly top: number;
  readonly reach: number;
  readonly stride: number;
  readonly inHeight: number;
  readonly outHeight: number;
  /** Multiply-accumulates of one output row. */
  readonly rowMacs: number;
}

/** Rows [from, to). */
interface Rows { readonly from: number; readonly to: number }

function layerOf(graph: Graph, node: Node): Layer | undefined {
  const depthwise = (node.op as Op) === (depthwiseConv2d as Op);
  if (!depthwise && (node.op as Op) !== (conv2d as Op)) return undefined;
  const own = node as Node<Conv2dAttrs>, o = new NodeOperands(graph, own), g = depthwise ? depthwiseConv2dShape(o) : conv2dShape(o);
  if (g.batch !== 1) return undefined;
  return {
    node: own, input: g.input, output: g.output, top: g.padding.top, reach: (g.filterHeight - 1) * own.attrs.dilationHeight + 1, stride: own.attrs.strideHeight,
    inHeight: g.inHeight, outHeight: g.outHeight, rowMacs: (node.op.macs?.(new NodeOperands(graph, node)) ?? 0) / g.outHeight,
  };
}

/** The convolutions that follow each other from a model's only image on, each result with one reader. */
function headOf(graph: Graph): readonly Layer[] {
  const chain: Layer[] = [];
  let [at] = graph.inputs;
  while (at !== undefined) {
    const readers = readersOf(graph, at), [reader] = readers;
    if (reader === undefined || readers.length > 1 || (chain.length > 0 && graph.outputs.includes(at)) || reader.inputs.indexOf(at) !== 0 || reader.inputs.lastIndexOf(at) !== 0) break;
    const layer = layerOf(graph, reader);
    if (layer === undefined) break;
    chain.push(layer);
    at = layer.output.id;
  }
  // What a stage ends with is made of its stripes, which a model's output is not.
  while (chain.length > 0 && graph.outputs.includes(chain.at(-1)?.output.id as ValueId)) chain.pop();
  return chain;
}

/** The input rows that output rows need, and the padding around them. */
function rowsOf({ top, reach, stride, inHeight }: Layer, { from, to }: Rows): { readonly rows: Rows; readonly padding: { readonly top: number; readonly bottom: number } } {
  const first = from * stride - top, end = (to - 1) * stride - top + reach, rows = { from: Math.max(first, 0), to: Math.min(end, inHeight) };
  return { rows, padding: { top: rows.from - first, bottom: end - rows.to } };
}

/** What each layer computes of each stripe, stripes cut evenly; undefined where a window would lie in the padding alone. */
function stripesOf(chain: readonly Layer[], count: number): readonly (readonly { readonly layer: Layer; readonly out: Rows; readonly input: Rows; readonly padding: { readonly top: number; readonly bottom: number } }[])[] | undefined {
  const height = chain.at(-1)?.outHeight ?? 0;
  const stripes = Array.from({ length: count }, (_, at) => {
    let out: Rows = { from: Math.floor((at * height) / count), to: Math.floor(((at + 1) * height) / count) };
    return [...chain].reverse().map((layer) => {
      const { rows, padding } = rowsOf(layer, out), step = { layer, out, input: rows, padding };
      out = rows;
      return step;
    }).reverse();
  });
  return stripes.flat().every(({ input, padding }) => input.to > input.from && padding.top >= 0 && padding.bottom >= 0) ? stripes : undefined;
}

/** All ways to run the head of a graph in stripes that may fit `limit` bytes, those that compute least again first. */
export function patchChoices(graph: Graph, limit = Infinity): readonly Patches[] {
  const chain = headOf(graph), choices: Patches[] = [], bytes = ({ type }: Value): number => typeBytes(type);
  for (let layers = 2; layers <= chain.length; layers++) {
    // The model's input and the stage's result live together, and no value after it is cut.
    const inside = new Set(chain.slice(0, layers - 1).map(({ output }) => output.id)), first = chain[0]?.input, last = chain[layers - 1]?.output;
    const whole = [...graph.values.values()].filter(({ id, storage }) => storage.kind === 'activation' && !inside.has(id)).map(bytes);
    if (first === undefined || last === undefined || bytes(first) + bytes(last) > limit || Math.max(...whole) > limit) continue;
    const stage = chain.slice(0, layers), height = stage.at(-1)?.outHeight ?? 0, all = stage.reduce((sum, { rowMacs, outHeight }) => sum + rowMacs * outHeight, 0);
    for (let stripes = 2; stripes <= Math.min(mostStripes, height); stripes++) {
      const macs = stripesOf(stage, stripes)?.flat().reduce((sum, { layer, out }) => sum + layer.rowMacs * (out.to - out.from), 0);
      if (macs !== undefined) choices.push({ layers, stripes, extraMacs: macs - all });
    }
  }
  return choices.sort((a, b) => a.extraMacs - b.extraMacs || a.stripes - b.stripes || a.layers - b.layers);
}

/** Ids above all that a model has, its sub-graphs' included. */
function freshIds(graph: Graph): { readonly value: () => ValueId; readonly node: () => NodeId } {
  const all = (one: Graph): readonly Graph[] => [one, ...one.nodes.flatMap((node) => node.op.subgraphs?.(node.attrs) ?? []).flatMap(all)], graphs = all(graph);
  let value = 0, node = 0;
  for (const one of graphs) {
    for (const id of one.values.keys()) value = Math.max(value, id);
    for (const { id } of one.nodes) node = Math.max(node, id);
  }
  return { value: () => ++value as ValueId, node: () => ++node as NodeId };
}

/** Runs the first layers of a graph stripe by stripe. */
export function patchHead(graph: Graph, { layers, stripes }: Patches): Graph {
  const chain = headOf(graph).slice(0, layers), ids = freshIds(graph), values: Value[] = [], nodes: Node[] = [], parts: ValueId[] = [], [input] = graph.inputs, result = chain.at(-1)?.output;
  const cut = stripesOf(chain, stripes);
  if (input === undefined || result === undefined || cut === undefined || chain.length < layers) throw new Error('patchHead takes one of patchChoices');
  const add = (value: Omit<Value, 'id' | 'source'>): Value => {
    const made = { ...value, id: ids.value() };
    values.push(made);
    return made;
  };
  const stripeOf = (value: Value, rows: number, at: number): Value =>
    add({ name: `${value.name} stripe ${at}`, type: { ...value.type, shape: value.type.shape.map((extent, axis) => (axis === 1 ? rows : extent)) }, storage: { kind: 'activation' } });
  const numbers = (name: string, list: readonly number[]): Value =>
    add({ name, type: { element: 'i32', shape: [list.length] }, storage: { kind: 'constant', bytes: bytesOf(Int32Array.from(list)) } });
  cut.forEach((steps, at) => {
    const whole = valueOf(graph, input), read = steps[0]?.input ?? { from: 0, to: 0 };
    let current = stripeOf(whole, read.to - read.from, at);
    nodes.push({
      id: ids.node(), name: `stripe ${at}`, op: slice as Op, attrs: null, outputs: [current.id],
      inputs: [input, numbers(`stripe ${at} begin`, [0, read.from, 0, 0]).id, numbers(`stripe ${at} size`, [...current.type.shape]).id],
    });
    for (const { layer: { node, output }, out, padding } of steps) {
      const next = stripeOf(output, out.to - out.from, at);
      nodes.push({ ...node, id: ids.node(), name: `${node.name} stripe ${at}`, attrs: { ...node.attrs, rows: padding }, inputs: [current.id, ...node.inputs.slice(1)], outputs: [next.id], op: node.op as Op });
      current = next;
    }
    parts.push(current.id);
  });
  nodes.push({ id: ids.node(), name: `${result.name} of stripes`, op: concatenation as Op, attrs: { axis: 1 }, inputs: parts, outputs: [result.id] });
  const gone = new Set(chain.map(({ node }) => node.id));
  // The stage depends on the input alone, so that it can run first.
  return withNodes(graph, [...nodes, ...graph.nodes.filter(({ id }) => !gone.has(id))], { values });
}
