import type { Graph, Node, Value, ValueId } from '../../runtime-ts/ir/graph.js';
import { typeBytes } from '../../runtime-ts/ir/graph.js';
import { callMemory } from '../select/keep_compressed.js';
import type { Selection } from '../select/select_kernels.js';

/** Values that share one piece of memory, from the first step that needs it to the last. Step -1 is the caller's writing of inputs. */
export interface Block {
  readonly name: string;
  readonly values: readonly ValueId[];
  readonly bytes: number;
  /** Where those values begin that do not begin with the block. */
  readonly within?: ReadonlyMap<ValueId, number>;
  readonly first: number;
  readonly last: number;
  /** May lie in the memory of the block that holds `value`, and which it outlives, if it begins at least `headStart` bytes before it. */
  readonly over?: { readonly value: ValueId; readonly headStart: number };
}

/** Bytes: parts of a value begin at multiples, as kernels load words and doubles. */
const viewAlignment = 16;

/**
 * Arena blocks of a graph: activations joined where one may overwrite or simply be another, and each step's scratch.
 * With `views`, operands and results that are parts of one value lie in it where they can. `frame` is the memory that a node's sub-graphs need while they run.
 */
export function lifetimes(graph: Graph, selection: Selection, frame: (node: Node) => number = () => 0, views = true): readonly Block[] {
  const steps = graph.nodes.length;
  const span = new Map<ValueId, { value: Value; first: number; last: number }>();
  const touch = (value: Value, step: number): void => {
    if (value.storage.kind !== 'activation') return;
    const known = span.get(value.id);
    span.set(value.id, { value, first: Math.min(known?.first ?? step, step), last: Math.max(known?.last ?? step, step) });
  };
  const get = (id: ValueId): Value => {
    const value = graph.values.get(id);
    if (value === undefined) throw new Error(`no value ${id}`);
    return value;
  };
  for (const id of graph.inputs) touch(get(id), -1);
  graph.nodes.forEach((node, step) => {
    const choice = selection.get(node.id);
    for (const call of choice?.calls ?? []) for (const value of [...call.reads, ...call.writes]) touch(value, step);
  });
  for (const id of graph.outputs) touch(get(id), steps);
  // Where a run can end early, outputs keep what an earlier run wrote: they share memory with nothing.
  const endsEarly = graph.nodes.some(({ id }) => selection.get(id)?.calls.some(({ stopUnless }) => stopUnless !== undefined));
  const kept = new Set(endsEarly ? graph.outputs : []);
  for (const id of kept) touch(get(id), -1);

  // Union of blocks; a root's span covers its members'.
  const root = new Map<ValueId, ValueId>();
  const find = (id: ValueId): ValueId => { const up = root.get(id); return up === undefined ? id : find(up); };
  const members = new Map<ValueId, ValueId[]>([...span.keys()].map((id) => [id, [id]]));
  const join = (from: ValueId, to: ValueId): void => {
    const a = span.get(find(from)), b = span.get(find(to));
    if (a === undefined || b === undefined || a === b) return;
    const kept = a.value.id, gone = b.value.id;
    span.set(kept, { value: a.value, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) });
    span.delete(gone);
    root.set(gone, kept);
    members.set(kept, [...(members.get(kept) ?? []), ...(members.get(gone) ?? [])]);
  };
  const within = new Map<ValueId, number>(), offsetOf = (id: ValueId): number => within.get(id) ?? 0;
  const membersOf = (id: ValueId): readonly ValueId[] => members.get(find(id)) ?? [];
  const extentOf = (id: ValueId): number => Math.max(...membersOf(id).map((member) => offsetOf(member) + typeBytes(get(member).type)));
  const structured = new Set<ValueId>();
  const isStructured = (id: ValueId): boolean => membersOf(id).some((member) => structured.has(member));
  /** Whether all that begins with `part` may begin `offset` bytes into `whole`, without reaching beyond its own bytes. */
  const fitsInto = (part: ValueId, whole: ValueId): boolean => find(part) !== find(whole) && offsetOf(part) === 0 && extentOf(part) <= typeBytes(get(part).type);
  const joinAt = (part: ValueId, whole: ValueId, offset: number): void => {
    const moved = membersOf(part), by = offsetOf(whole) + offset;
    for (const member of moved) within.set(member, offsetOf(member) + by);
    join(whole, part);
  };
  /** Gives two values one address, if what else lies with them allows it. */
  const unite = (read: ValueId, result: ValueId): boolean => {
    if (!isStructured(read) && !isStructured(result)) { join(read, result); return true; }
    const [lone, host] = isStructured(read) ? [result, read] : [read, result];
    if (isStructured(lone) || find(lone) === find(host) || extentOf(lone) > typeBytes(get(host).type)) return false;
    joinAt(lone, host, 0);
    return true;
  };
  if (views)
    for (const node of graph.nodes) {
      const view = selection.get(node.id)?.view;
      if (view === undefined) continue;
      const { whole, parts } = view, ids = [whole.id, ...parts.map(({ value }) => value.id)];
      const own = ids.every((id) => span.has(id) || root.has(id)) && new Set(ids).size === ids.length && !ids.some((id) => kept.has(id));
      const apart = new Set(parts.map(({ value }) => find(value.id))).size === parts.length;
      if (!own || !apart || !parts.every(({ value, offset }) => offset % viewAlignment === 0 && fitsInto(value.id, whole.id))) continue;
      for (const { value, offset } of parts) joinAt(value.id, whole.id, offset);
      for (const id of ids) structured.add(id);
    }
  graph.nodes.forEach((node, step) => {
    const choice = selection.get(node.id), [call] = choice?.calls ?? [], result = call?.writes[0];
    if (choice === undefined || call === undefined || result === undefined || kept.has(result.id)) return;
    const candidates = choice.alias ? [0] : choice.inPlace;
    for (const index of candidates) {
      const read = call.reads[index];
      if (read === undefined || read.storage.kind !== 'activation') continue;
      // An operand that is read in another way may not lie there too.
      const memory = span.get(find(read.id)), shared = call.reads.some((other, at) => other.storage.kind === 'activation' && !candidates.includes(at) && find(other.id) === find(read.id));
      // An alias is the same bytes for good; an in-place result needs its operand to end here.
      if ((choice.alias || (!shared && memory !== undefined && memory.last === step)) && unite(read.id, result.id)) break;
    }
  });

  const over = new Map<ValueId, NonNullable<Block['over']>>();
  graph.nodes.forEach((node, step) => {
    const { headStart, calls: [call, another] } = selection.get(node.id) ?? { calls: [] }, read = call?.reads[0], written = call?.writes[0];
    if (headStart === undefined || another !== undefined || read?.storage.kind !== 'activation' || written?.storage.kind !== 'activation') return;
    const from = span.get(find(read.id)), to = span.get(find(written.id));
    // Their lives meet in this step alone, and the operand's is over.
    if (from !== undefined && to !== undefined && from !== to && from.last === step && to.first === step) over.set(to.value.id, { value: read.id, headStart: headStart + offsetOf(written.id) - offsetOf(read.id) });
  });

  const blocks = [...span.values()].map(({ value, first, last }): Block => {
    const ids = members.get(value.id) ?? [value.id], shared = over.get(value.id);
    return { name: value.name, values: ids, first, last, bytes: extentOf(value.id), ...(ids.some((id) => within.has(id)) ? { within: new Map(ids.map((id) => [id, offsetOf(id)])) } : {}), ...(shared === undefined ? {} : { over: shared }) };
  });
  graph.nodes.forEach((node, step) => {
    const bytes = Math.max(frame(node), ...(selection.get(node.id)?.calls ?? []).map(callMemory));
    if (bytes > 0) blocks.push({ name: `scratch of ${node.name}`, values: [], bytes, first: step, last: step });
  });
  return blocks;
}
