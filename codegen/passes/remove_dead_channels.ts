/**
 * Channels that nobody needs: those that are constant, because all their weights are zero or because all sums that their inputs allow round to one output, are
 * folded into the biases of their readers; those that no reader has a weight for are not computed. Weights, biases and scales shrink with them. Exact in every
 * bit, also where 32 bit sums wrap around.
 */
import { bytesOf, valueOf, viewOf, type Graph, type Node, type NodeId, type Op, type Quantization, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { clamp, requantize, type Multiplier } from '../../runtime-ts/numerics/fixed_point.js';
import { averagePool2d, poolRange, type PoolAttrs } from '../../runtime-ts/ops/average_pool_2d.js';
import { conv2d, conv2dShape, convolutionQuantization, type Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { depthwiseConv2d, depthwiseConv2dShape } from '../../runtime-ts/ops/depthwise_conv_2d.js';
import { fullyConnected, fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { maxPool2d } from '../../runtime-ts/ops/max_pool_2d.js';
import { reshape } from '../../runtime-ts/ops/reshape.js';
import { staysInside } from '../ops/window_params.js';
import type { Pass } from './pass.js';
import { derivedId, readersOf } from './uses.js';

/** Kernels take four channels at a time, so that fewer save nothing. */
const step = 4;

/** A layer as its channels see it. */
interface Layer {
  readonly node: Node;
  readonly kind: 'dense' | 'depthwise';
  readonly input: Value;
  readonly output: Value;
  readonly filter: Value;
  readonly bias: Value | undefined;
  readonly biases: Int32Array | undefined;
  readonly inputs: number;
  readonly outputs: number;
  readonly taps: number;
  readonly data: Int8Array;
  /** From one output channel, input channel and tap to the next, in `data`. */
  readonly outStep: number;
  readonly innerStep: number;
  readonly tapStep: number;
  /** Every window lies inside the image, so that what an input adds is the same everywhere. */
  readonly inside: boolean;
  readonly inputZero: number;
  readonly outputZero: number;
  readonly multipliers: readonly Multiplier[];
  readonly range: readonly [number, number];
}

const isConstant = (value: Value | undefined): boolean => value === undefined || value.storage.kind === 'constant';

/** int8 layers with constant weights that nothing else uses; undefined: every channel of such a node counts. */
function layerOf(graph: Graph, node: Node): Layer | undefined {
  const operands = <A>(): NodeOperands<A> => new NodeOperands(graph, node as Node<A>), input = operands().optional(0), filter = operands().optional(1), bias = operands().optional(2);
  const known = [conv2d, depthwiseConv2d, fullyConnected].some((op) => (op as Op) === node.op);
  if (!known || input?.type.element !== 'i8' || filter?.storage.kind !== 'constant' || filter.type.element !== 'i8' || !isConstant(bias)) return undefined;
  if ([filter, bias].some((value) => value !== undefined && readersOf(graph, value.id).length > 1)) return undefined;
  const data = viewOf('i8', filter.storage.bytes) as Int8Array, biases = bias?.storage.kind === 'constant' ? viewOf('i32', bias.storage.bytes) as Int32Array : undefined, base = { node, filter, bias, biases, input, data };
  if ((node.op as Op) === (fullyConnected as Op)) {
    const o = operands<FullyConnectedAttrs>(), g = fullyConnectedShape(o), q = fullyConnectedQuantization(o);
    if (q.filterOffset !== 0 || input.type.shape.at(-1) !== g.depth) return undefined;
    return {
      ...base, kind: 'dense', output: g.output, inputs: g.depth, outputs: g.outputs, inside: true, taps: 1, outStep: g.depth, innerStep: 1, tapStep: 0,
      inputZero: -q.inputOffset, outputZero: q.outputOffset, multipliers: q.multipliers, range: q.range,
    };
  }
  const o = operands<Conv2dAttrs>(), depthwise = (node.op as Op) === (depthwiseConv2d as Op), g = depthwise ? depthwiseConv2dShape(o) : conv2dShape(o);
  if (depthwise ? g.outChannels !== g.inChannels : conv2dShape(o).depth !== g.inChannels) return undefined;
  const q = convolutionQuantization(o, g.outChannels, o.attrs.activation), taps = g.filterHeight * g.filterWidth;
  const steps = depthwise ? { outStep: 1, innerStep: 0, tapStep: g.outChannels } : { outStep: taps * g.inChannels, innerStep: 1, tapStep: g.inChannels };
  return {
    ...base, kind: depthwise ? 'depthwise' : 'dense', output: g.output, inputs: g.inChannels, outputs: g.outChannels,
    taps, ...steps,
    inside: staysInside(o.attrs, g.padding, g.input, g.output, g.filterHeight, g.filterWidth),
    inputZero: -q.inputOffset, outputZero: q.outputOffset, multipliers: q.multipliers, range: q.range,
  };
}

/** The weight between an output and an input channel at a tap. */
function weightAt({ data, outStep, innerStep, tapStep }: Layer, out: number, inner: number, tap: number): number {
  return data[out * outStep + inner * innerStep + tap * tapStep]!;
}

/** The least and the most. */
type Range = readonly [number, number];
const anySum: Range = [-Infinity, Infinity];

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const biasOf = ({ biases }: Layer, out: number): number => biases?.[out] ?? 0;
const channelsOf = (value: Value): number => value.type.shape.at(-1) ?? 1;

/** Operators that treat every channel alike: pooling, and RESHAPE of a single position. */
function passesChannels(graph: Graph, node: Node): { readonly input: Value; readonly output: Value; readonly range?: readonly [number, number] } | undefined {
  const input = node.inputs[0] === null || node.inputs[0] === undefined ? undefined : valueOf(graph, node.inputs[0]), output = node.outputs[0] === undefined ? undefined : valueOf(graph, node.outputs[0]);
  if (input?.type.element !== 'i8' || output === undefined) return undefined;
  if ([averagePool2d, maxPool2d].some((op) => (op as Op) === node.op)) return { input, output, range: poolRange(new NodeOperands(graph, node as Node<PoolAttrs>)) };
  const single = [input, output].every(({ type }) => type.shape.slice(0, -1).every((extent) => extent === 1));
  return (node.op as Op) === (reshape as Op) && single && channelsOf(input) === channelsOf(output) ? { input, output } : undefined;
}

class Channels {
  private readonly layers = new Map<NodeId, Layer>();
  /** By value and channel: between what it always is. */
  private readonly ranges = new Map<ValueId, readonly Range[]>();
  /** By a layer's output and channel: a sum that gives a constant channel without any weight. */
  private readonly constantSums = new Map<ValueId, readonly number[]>();
  private readonly live = new Map<ValueId, boolean[]>();

  constructor(private readonly graph: Graph) {
    for (const node of graph.nodes) {
      const layer = layerOf(graph, node);
      if (layer !== undefined) this.layers.set(node.id, layer);
    }
    for (const node of graph.nodes) this.findRanges(node);
    // What others read or write has all its channels.
    for (const value of graph.values.values()) if (graph.inputs.includes(value.id) || graph.outputs.includes(value.id) || value.storage.kind !== 'activation') this.liveOf(value).fill(true);
    // An operator may make more of its operands live than the walk has seen, where channels have to be alike on both of its sides.
    for (let before = -1, now = 0; before !== now; before = now, now = this.countLive()) for (const node of [...graph.nodes].reverse()) this.findLive(node);
  }

  layer(node: Node): Layer | undefined { return this.layers.get(node.id); }

  /** What a channel always is, if that is known. */
  constant(value: Value, channel: number): number | undefined {
    const [low, high] = this.rangeOf(value, channel);
    return low === high ? low : undefined;
  }

  /** The sum of a constant channel. */
  constantSum(layer: Layer, out: number): number | undefined {
    return this.constant(layer.output, out) === undefined ? undefined : this.constantSums.get(layer.output.id)?.[out];
  }

  private rangeOf(value: Value, channel: number): Range { return this.ranges.get(value.id)?.[channel] ?? [-128, 127]; }

  /** Channels that are computed, in order. */
  kept(value: Value): readonly number[] {
    const live = this.live.get(value.id);
    return Array.from({ length: channelsOf(value) }, (_, at) => at).filter((at) => live === undefined || live[at]);
  }

  /** What an input channel adds to every sum of an output channel, if that is known. */
  folded(layer: Layer, out: number, inner: number): number | undefined {
    let tap = 0, total = 0;
    while (tap < layer.taps && weightAt(layer, out, inner, tap) === 0) tap++;
    if (tap === layer.taps) return 0;
    const always = this.constant(layer.input, inner);
    if (always === undefined) return undefined;
    if (always === layer.inputZero) return 0;
    for (; tap < layer.taps; tap++) total += weightAt(layer, out, inner, tap);
    return layer.inside ? (always - layer.inputZero) * total : undefined;
  }

  private findRanges(node: Node): void {
    const layer = this.layer(node), passed = passesChannels(this.graph, node);
    if (layer !== undefined) {
      const sums = layer.multipliers.map((_, out) => this.sumsOf(layer, out));
      this.constantSums.set(layer.output.id, sums.map(([low]) => low));
      this.ranges.set(layer.output.id, layer.multipliers.map((multiplier, out): Range => {
        const [low, high] = sums[out] ?? anySum;
        if (low < -(2 ** 31) || high >= 2 ** 31 || multiplier.mantissa < 0) return layer.range;
        // No sum between the two gives less or more.
        return [clamp(requantize(low, multiplier) + layer.outputZero, ...layer.range), clamp(requantize(high, multiplier) + layer.outputZero, ...layer.range)];
      }));
    } else if (passed !== undefined) {
      const { input, output, range } = passed;
      this.ranges.set(output.id, Array.from({ length: channelsOf(input) }, (_, at): Range => {
        const [low, high] = this.rangeOf(input, at);
        return range === undefined ? [low, high] : [clamp(low, ...range), clamp(high, ...range)];
      }));
    }
  }

  /** Between what a channel's sums are; a sum that is always the same as the 32 bits that it wraps around to. */
  private sumsOf(layer: Layer, out: number): Range {
    const [first, behind] = layer.kind === 'depthwise' ? [out, out + 1] : [0, layer.inputs];
    const ranges = this.ranges.get(layer.input.id), { inputZero, inside, taps, data, outStep, innerStep, tapStep } = layer;
    let low = biasOf(layer, out), high = low;
    for (let inner = first; inner < behind; inner++) {
      const range = ranges?.[inner], least = (range === undefined ? -128 : range[0]) - inputZero, most = (range === undefined ? 127 : range[1]) - inputZero;
      for (let tap = 0, at = out * outStep + inner * innerStep; tap < taps; tap++, at += tapStep) {
        const w = data[at]!, one = w * (w < 0 ? most : least), two = w * (w < 0 ? least : most);
        // Windows that go beyond the image may leave the tap out.
        low += inside || one < 0 ? one : 0;
        high += inside || two > 0 ? two : 0;
      }
    }
    return low === high ? [low | 0, low | 0] : [low, high];
  }

  private liveOf(value: Value): boolean[] {
    const known = this.live.get(value.id) ?? Array.from({ length: channelsOf(value) }, () => false);
    this.live.set(value.id, known);
    return known;
  }

  private countLive(): number {
    let count = 0;
    for (const live of this.live.values()) for (const one of live) if (one) count++;
    return count;
  }

  private findLive(node: Node): void {
    const layer = this.layer(node), passed = passesChannels(this.graph, node);
    if (layer?.kind === 'dense') {
      const out = this.liveOf(layer.output), inner = this.liveOf(layer.input);
      const readers = out.flatMap((needed, to) => (needed && this.constant(layer.output, to) === undefined ? [to] : []));
      for (let at = 0; at < inner.length; at++) inner[at] ||= readers.some((to) => this.folded(layer, to, at) === undefined);
      this.roundUp(out);
    } else if (layer !== undefined || passed !== undefined) {
      const { input, output } = layer ?? passed ?? { input: undefined, output: undefined };
      if (input === undefined || output === undefined) return;
      const out = this.liveOf(output), inner = this.liveOf(input);
      this.roundUp(out);
      out.forEach((_, at) => { const needed = (out[at] ?? false) || (inner[at] ?? false); out[at] = needed; inner[at] = needed; });
    } else for (const id of [...node.inputs, ...node.outputs]) if (id !== null && valueOf(this.graph, id).storage.kind === 'activation') this.liveOf(valueOf(this.graph, id)).fill(true);
  }

  /** Fills live channels up to a multiple that kernels take, from the first that is not. */
  private roundUp(live: boolean[]): void {
    const count = live.filter(Boolean).length;
    for (let missing = Math.max(step, Math.ceil(count / step) * step) - count; missing > 0 && live.includes(false); missing--) live[live.indexOf(false)] = true;
  }
}

function sliced(q: Quantization | undefined, kept: readonly number[], axis: number): Quantization | undefined {
  if (q === undefined || q.scales.length === 1 || q.axis !== axis) return q;
  return { ...q, scales: kept.map((at) => q.scales[at] ?? 1), zeroPoints: q.zeroPoints.length === 1 ? q.zeroPoints : kept.map((at) => q.zeroPoints[at] ?? 0) };
}

export const removeDeadChannels: Pass = {
  name: 'remove_dead_channels',
  does: 'no channel of an int8 layer is constant, or without a reader, unless kernels would gain nothing without it',
  run(graph) {
    const channels = new Channels(graph), changed = new Map<ValueId, Value>();
    const isInner = (value: Value): boolean => !graph.inputs.includes(value.id) && !graph.outputs.includes(value.id) && value.storage.kind === 'activation';
    const keptOf = (value: Value): readonly number[] => (isInner(value) ? channels.kept(value) : Array.from({ length: channelsOf(value) }, (_, at) => at));
    const shrink = (value: Value): void => {
      const kept = keptOf(value);
      if (kept.length < channelsOf(value)) changed.set(value.id, { ...value, type: { ...value.type, shape: [...value.type.shape.slice(0, -1), kept.length] } });
    };
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      const layer = channels.layer(node), passed = passesChannels(graph, node);
      if (passed !== undefined) shrink(passed.output);
      if (layer === undefined) { nodes.push(node); continue; }
      const inputs = keptOf(layer.input), outputs = keptOf(layer.output);
      const bare = outputs.every((out) => channels.constantSum(layer, out) === undefined || !hasWeights(layer, out));
      if (inputs.length === layer.inputs && outputs.length === layer.outputs && bare) { nodes.push(node); continue; }
      shrink(layer.output);
      const bias = newBias(layer, channels, inputs, outputs, derivedId(node, 0));
      if (bias !== undefined) changed.set(bias.id, bias);
      changed.set(layer.filter.id, newFilter(layer, channels, inputs, outputs));
      nodes.push({ ...node, inputs: [node.inputs[0] ?? null, node.inputs[1] ?? null, bias?.id ?? null] });
    }
    return changed.size === 0 ? graph : withNodes(graph, nodes.map((node) => reshaped(node, changed)), { values: changed.values() });
  },
};

/** A RESHAPE whose shape operand says another number of channels than are left does without it. */
function reshaped(node: Node, changed: ReadonlyMap<ValueId, Value>): Node {
  const output = node.outputs[0];
  return (node.op as Op) === (reshape as Op) && output !== undefined && changed.has(output) ? { ...node, inputs: node.inputs.slice(0, 1) } : node;
}

function hasWeights(layer: Layer, out: number): boolean {
  const [first, behind] = layer.kind === 'depthwise' ? [out, out + 1] : [0, layer.inputs];
  for (let inner = first; inner < behind; inner++) for (let tap = 0; tap < layer.taps; tap++) if (weightAt(layer, out, inner, tap) !== 0) return true;
  return false;
}

/** A constant channel that is left has no weights: inputs that only it read may be gone. */
function newFilter(layer: Layer, channels: Channels, inputs: readonly number[], outputs: readonly number[]): Value {
  const { filter, kind, taps } = layer, { shape } = filter.type, depthwise = kind === 'depthwise', data = new Int8Array(outputs.length * taps * (depthwise ? 1 : inputs.length));
  const weighs = outputs.map((out) => channels.constantSum(layer, out) === undefined);
  let place = 0;
  if (depthwise) for (let tap = 0; tap < taps; tap++) outputs.forEach((out, at) => { data[place++] = weighs[at] ? weightAt(layer, out, out, tap) : 0; });
  else outputs.forEach((out, at) => { for (let tap = 0; tap < taps; tap++) for (const inner of inputs) data[place++] = weighs[at] ? weightAt(layer, out, inner, tap) : 0; });
  const axis = kind === 'depthwise' ? shape.length - 1 : shape.length - (shape.length === 4 ? 4 : 2), quantization = sliced(filter.type.quantization, outputs, axis);
  const newShape = kind === 'depthwise' ? [...shape.slice(0, -1), outputs.length] : shape.map((extent, at) => (at === axis ? outputs.length : at === shape.length - 1 ? inputs.length : extent));
  return {
    ...filter, type: { ...filter.type, shape: newShape, ...(quantization === undefined ? {} : { quantization }) }, storage: { kind: 'constant', bytes: bytesOf(data) },
  };
}

/** Biases of the channels that are left, with what inputs that are gone add. */
function newBias(layer: Layer, channels: Channels, inputs: readonly number[], outputs: readonly number[], id: ValueId): Value | undefined {
  const left = new Set(inputs), gone = Array.from({ length: layer.inputs }, (_, at) => at).filter((at) => !left.has(at));
  const data = Int32Array.from(outputs, (out) => channels.constantSum(layer, out) ?? biasOf(layer, out) + (layer.kind === 'depthwise' ? 0 : sum(gone.map((inner) => channels.folded(layer, out, inner) ?? 0))));
  if (layer.bias === undefined && data.every((value) => value === 0)) return undefined;
  const own = layer.bias ?? { id, name: `${layer.filter.name}/bias`, type: { element: 'i32' as const, quantization: biasQuantization(layer) } }, quantization = sliced(own.type.quantization, outputs, 0);
  return { ...own, type: { ...own.type, shape: [outputs.length], ...(quantization === undefined ? {} : { quantization }) }, storage: { kind: 'constant', bytes: bytesOf(data) } };
}

/** Of a bias that a layer has not: the products of the scales of its input and its weights. */
function biasQuantization({ filter, input }: Layer): Quantization {
  const { scales = [], zeroPoints = [] } = filter.type.quantization ?? {}, [inputScale = 1] = input.type.quantization?.scales ?? [];
  return { scales: scales.map((scale) => scale * inputScale), zeroPoints: zeroPoints.map(() => 0), ...(scales.length > 1 ? { axis: 0 } : {}) };
}
