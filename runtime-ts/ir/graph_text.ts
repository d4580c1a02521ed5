import type { Graph, Node, TensorType, Value, ValueId } from './graph.js';

/** A graph as text: dumps, snapshots and error excerpts all use this one format. */
export function graphText(graph: Graph): string {
  const name = (id: ValueId | null): string => (id === null ? '-' : graph.values.get(id)?.name ?? `value ${id}`);
  const signature = (ids: readonly ValueId[]): string =>
    ids.map((id) => `${name(id)}: ${typeText(graph.values.get(id)?.type)}`).join(', ');
  const states = [...graph.values.values()].filter((value: Value) => value.storage.kind === 'state');
  const lines = [`graph ${graph.name}(${signature(graph.inputs)}) -> ${graph.outputs.map(name).join(', ')}`];
  for (const state of states) lines.push(`  state ${state.name}: ${typeText(state.type)}`);
  for (const node of graph.nodes)
    lines.push(`  ${signature(node.outputs)} = ${node.op.name} ${node.inputs.map(name).join(', ')}  ${attrsText(node)}`.trimEnd());
  for (const node of graph.nodes)
    for (const sub of node.op.subgraphs?.(node.attrs) ?? []) lines.push('', graphText(sub).trimEnd());
  return `${lines.join('\n')}\n`;
}

function typeText(type: TensorType | undefined): string {
  if (type === undefined) return '?';
  const q = type.quantization;
  const scale = q?.scales.length === 1 ? Number(q.scales[0]?.toPrecision(6)) : `${q?.scales.length} scales`;
  return `${type.element}[${type.shape.join(',')}]${q === undefined ? '' : ` q(${scale}, ${q.zeroPoints[0] ?? 0})`}`;
}

function attrsText(node: Node): string {
  if (typeof node.attrs !== 'object' || node.attrs === null) return '';
  const parts = Object.entries(node.attrs as Record<string, unknown>)
    .filter(([, value]) => value === null || typeof value !== 'object' || Array.isArray(value))
    .map(([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.join(',')}]` : String(value)}`);
  return parts.length === 0 ? '' : `{${parts.join(', ')}}`;
}
