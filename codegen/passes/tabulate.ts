/**
 * Functions of one byte have 256 answers. Whatever chain or web of operators computes each byte of a value from the byte at the same
 * place of an earlier value, be it through float32, is computed once for every byte here, by its own reference, and becomes a table;
 * so does everything between a value of a single byte and another, whatever the operators.
 */
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, constantLength, elementBytes, elementCount, type Graph, type Node, type Op, type Value, type ValueId } from '../../runtime-ts/ir/graph.js';
import { withNodes } from '../../runtime-ts/ir/graph_builder.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import { lookup } from '../../runtime-ts/ops/lookup.js';
import { derivedId, readersOf, touchesState, valuesOf } from './uses.js';
import type { Pass } from './pass.js';

const answers = 256;
/** What may be computed for one table. */
const macsLimit = 1 << 26;

export const tabulate: Pass = {
  name: 'tabulate',
  does: 'no two or more operators compute a byte from one byte alone, unless their weights are smaller than the table',
  run(graph) {
    let current = graph;
    for (const node of [...graph.nodes].reverse()) current = tabulated(current, node.id) ?? current;
    return current;
  },
};

/** The graph with a table in place of what computes this node's result, if that pays. */
function tabulated(graph: Graph, id: Node['id']): Graph | undefined {
  const last = graph.nodes.find((node) => node.id === id), result = last?.outputs[0] === undefined ? undefined : graph.values.get(last.outputs[0]);
  if (last === undefined || result === undefined || last.outputs.length !== 1 || !isByte(result)) return undefined;
  const size = elementCount(result.type.shape);
  const webs = [...(sources(graph).get(result.id) ?? [])].filter((source) => source !== result.id && elementCount(graph.values.get(source)?.type.shape ?? []) === size).flatMap((source) => web(graph, source, last) ?? []);
  const best = webs.reduce<Web | undefined>((most, one) => (most === undefined || one.gone.length > most.gone.length ? one : most), undefined);
  if (best === undefined || !pays(graph, best)) return undefined;
  const bytes = tableOf(graph, best, result);
  const table: Value = { id: derivedId(last, 1), name: `${result.name}/table`, type: { element: result.type.element, shape: [answers] }, storage: { kind: 'constant', bytes } };
  const node: Node = { ...last, op: lookup as Op, attrs: null, inputs: [best.source.id, table.id] }, gone = new Set(best.gone);
  return withNodes(graph, graph.nodes.flatMap((one) => (one === last ? [node] : gone.has(one) ? [] : [one])), { values: [table] });
}

function isByte({ type, storage }: Value): boolean {
  return elementBytes(type.element) === 1 && storage.kind === 'activation';
}

/** For each value, those of bytes that it is a function of: element by element, or of their single byte. */
function sources(graph: Graph): ReadonlyMap<ValueId, ReadonlySet<ValueId>> {
  const known = new Map<ValueId, ReadonlySet<ValueId>>();
  const own = (value: Value | undefined): readonly ValueId[] => (value !== undefined && isByte(value) ? [value.id] : []);
  for (const id of graph.inputs) known.set(id, new Set(own(graph.values.get(id))));
  for (const node of graph.nodes) {
    const operands = valuesOf(graph, node.inputs).filter(({ storage }) => storage.kind !== 'constant'), [first] = operands, outputs = valuesOf(graph, node.outputs);
    const pure = first !== undefined && node.op.subgraphs === undefined && !touchesState(graph, node), [output] = outputs;
    const common = pure && output !== undefined && outputs.length === 1
      ? [...(known.get(first.id) ?? [])].filter((source) => operands.every(({ id }) => known.get(id)?.has(source)) && maps(graph, node, source)) : [];
    for (const value of outputs) known.set(value.id, new Set([...own(value), ...common]));
  }
  return known;
}

/** Whether the node's result is a function of the source, if its operands are. */
function maps(graph: Graph, node: Node, source: ValueId): boolean {
  const count = (value: Value | undefined): number => elementCount(value?.type.shape ?? []), size = count(graph.values.get(source));
  if (size === 1) return true;
  const perAxis = valuesOf(graph, [...node.inputs, ...node.outputs]).some(({ type }) => (type.quantization?.scales.length ?? 1) > 1);
  return node.op.pointwise === true && !perAxis && count(graph.values.get(node.outputs[0]!)) === size
    && valuesOf(graph, node.inputs).every((value) => count(value) === (value.storage.kind === 'constant' ? 1 : size));
}

/** The operators from a source to the last one. */
interface Web {
  readonly source: Value;
  readonly nodes: readonly Node[];
  /** Those that nothing else needs, the last one among them. */
  readonly gone: readonly Node[];
}

function web(graph: Graph, from: ValueId, last: Node): Web | undefined {
  const source = graph.values.get(from), wanted = new Set<ValueId>(last.outputs), nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (node.outputs.includes(from)) break;
    if (!node.outputs.some((id) => wanted.has(id))) continue;
    nodes.unshift(node);
    for (const value of valuesOf(graph, node.inputs)) if (value.storage.kind === 'activation' && value.id !== from) wanted.add(value.id);
  }
  const gone = new Set([last]);
  for (const node of [...nodes].reverse())
    if (node.outputs.every((id) => !graph.outputs.includes(id) && readersOf(graph, id).every((reader) => gone.has(reader)))) gone.add(node);
  return source === undefined ? undefined : { source, nodes, gone: [...gone] };
}

/** A table pays in place of operators that go over memory twice, or whose constants take as much. */
function pays(graph: Graph, { source, nodes, gone }: Web): boolean {
  if (gone.length < 2) return false;
  const constants = new Set(gone.flatMap((node) => valuesOf(graph, node.inputs)).filter(({ storage, id }) => storage.kind === 'constant' && readersOf(graph, id).every((reader) => gone.includes(reader))));
  const bytes = [...constants].reduce((sum, { storage }) => sum + (storage.kind === 'constant' ? constantLength(storage) : 0), 0);
  const macs = nodes.reduce((sum, node) => sum + (node.op.macs?.(new NodeOperands(graph, node)) ?? 0), 0);
  return macs * answers <= macsLimit && (elementCount(source.type.shape) > 1 || gone.every((node) => node.op.pointwise) || bytes >= answers);
}

/** The answers of the web, computed by its operators' references. */
function tableOf(graph: Graph, { source, nodes }: Web, result: Value): Uint8Array {
  const alone = { ...graph, inputs: [source.id], outputs: [result.id], nodes }, all = Uint8Array.from({ length: answers }, (_, byte) => byte);
  if (!nodes.every((node) => node.op.pointwise)) {
    const one = new Interpreter(alone);
    return Uint8Array.from(all, (byte) => bytesOf(one.run([inElement(source, Uint8Array.of(byte))])[0]!)[0]!);
  }
  const widened = [...graph.values].map(([id, value]) => [id, { ...value, type: { ...value.type, shape: value.storage.kind === 'constant' ? [] : [answers] } }] as const);
  return bytesOf(new Interpreter({ ...alone, values: new Map(widened) }).run([inElement(source, all)])[0]!);
}

function inElement({ type }: Value, bytes: Uint8Array): Uint8Array | Int8Array {
  return type.element === 'i8' ? new Int8Array(bytes.buffer) : bytes;
}
