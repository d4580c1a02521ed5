import type { Value, ValueId } from '../../runtime-ts/ir/graph.js';
import type { Choice } from '../select/select_kernels.js';
import type { Block } from './lifetimes.js';

export interface Placed extends Block { readonly offset: number }

export interface Placement {
  readonly blocks: readonly Placed[];
  readonly bytes: number;
  /** No plan can be smaller: the most that blocks which live at the same step take. */
  readonly lowerBound: number;
  /** The offsets reach the lower bound, or every order of placing was tried. */
  readonly exact: boolean;
}

/** The size of the C array that holds a placement; C has no empty arrays. */
export function arenaBytesOf({ bytes }: Placement): number {
  return Math.max(bytes, alignment);
}

/** Where each value begins in the arena. */
export function offsetsOf({ blocks }: Placement): ReadonlyMap<ValueId, number> {
  return new Map(blocks.flatMap((block) => block.values.map((id) => [id, block.offset + (block.within?.get(id) ?? 0)] as const)));
}

/** Whether a step is done by where its values lie: an alias that shares its operand's memory, or parts in their places. */
export function isDoneByPlacement(choice: Choice, offsets: ReadonlyMap<ValueId, number>): boolean {
  const { alias, calls: [call], view } = choice, [read] = call?.reads ?? [], [written] = call?.writes ?? [];
  const at = (value: Value): number => offsets.get(value.id) ?? NaN;
  if (alias && read !== undefined && written !== undefined) return at(read) === at(written);
  return view !== undefined && view.parts.every(({ value, offset }) => at(value) === at(view.whole) + offset);
}

/** A placement as text, for --dump-ir. */
export function placementText({ blocks, bytes, lowerBound }: Placement): string {
  const lines = [...blocks].sort((a, b) => a.offset - b.offset || a.first - b.first)
    .map((block) => `  ${block.name}  [${block.offset}, ${block.offset + block.bytes})  steps ${block.first + 1}-${block.last + 1}`);
  return [`arena ${bytes} B, lower bound ${lowerBound} B`, ...lines, ''].join('\n');
}

/** Every offset suits any element type, and a SIMD load. */
const alignment = 16;
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** The least memory that what lives at a step takes. */
export function bytesAtStep(blocks: readonly Block[], step: number): number {
  return leastBytes(blocks.filter(({ first, last }) => first <= step && step <= last));
}

/** Partial orders that the search of few blocks may try, and how many are few; time that moving many may take, in placings of one block. */
const searchLimit = 200_000, few = 8, placings = 1_500_000;

/** Offsets for blocks such that no two that live at once share a byte, but for one that may lie over another. */
export function place(blocks: readonly Block[]): Placement {
  const lowerBound = Math.max(0, ...blocks.map(({ first }) => bytesAtStep(blocks, first)));
  const bySize = [...blocks].sort((a, b) => b.bytes - a.bytes || a.first - b.first), byTime = [...blocks].sort((a, b) => a.first - b.first || b.bytes - a.bytes);
  const byArea = [...blocks].sort((a, b) => (b.last - b.first) * b.bytes - (a.last - a.first) * a.bytes || a.first - b.first);
  const neighbours = new Map(blocks.map((block) => [block, neighboursOf(block, blocks)]));
  const best = [bySize, byTime, byArea, [...byTime].reverse()].map((order) => placeInOrder(order, neighbours)).reduce((a, b) => (extent(b) < extent(a) ? b : a));
  const { found, complete } = blocks.length <= few ? searchAll(best, neighbours, lowerBound) : { found: improve(best, neighbours, lowerBound), complete: false };
  const bytes = extent(found);
  return { blocks: blocks.map((block) => ({ ...block, offset: found.get(block) ?? 0 })), bytes, lowerBound, exact: bytes === lowerBound || complete };
}

/** Offsets of blocks, in the order in which they were placed. */
type Offsets = ReadonlyMap<Block, number>;
/** A block that lives with another, and how far one of them has to begin before the other when it may lie over it. */
interface Neighbour { readonly block: Block; readonly over: number | undefined; readonly under: number | undefined }
type Neighbours = ReadonlyMap<Block, readonly Neighbour[]>;

function neighboursOf(block: Block, blocks: readonly Block[]): readonly Neighbour[] {
  return blocks.filter((other) => other !== block && other.first <= block.last && block.first <= other.last)
    .map((other) => ({ block: other, over: leadOver(block, other), under: leadOver(other, block) }));
}

/** Tries every order of placing that can still beat the best known: one of them gives the best plan there is. */
function searchAll(start: Offsets, neighbours: Neighbours, lowerBound: number): { readonly found: Offsets; readonly complete: boolean } {
  let found = start, tried = 0;
  const search = (placed: Offsets, rest: readonly Block[]): void => {
    if (extent(found) === lowerBound || ++tried > searchLimit || extent(placed) >= extent(found)) return;
    if (rest.length === 0) found = placed;
    for (const block of rest) search(new Map([...placed, [block, lowest(block, placed, neighbours)]]), rest.filter((other) => other !== block));
  };
  search(new Map(), [...start.keys()]);
  return { found, complete: tried <= searchLimit };
}

/** Moves one block at a time to another place in the order, every other time one that reaches the top, and keeps what does not get worse. The same blocks give the same plan. */
function improve(start: Offsets, neighbours: Neighbours, lowerBound: number): Offsets {
  let best = start, state = 0x2545f491;
  const random = (below: number): number => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
  };
  for (let turn = 0; turn < placings / start.size && extent(best) > lowerBound; turn++) {
    const order = [...best.keys()], bytes = extent(best);
    const highest = order.findIndex((block) => (best.get(block) ?? 0) + aligned(block.bytes) === bytes);
    const from = turn % 2 === 0 ? highest : random(order.length), [moved] = order.splice(from, 1);
    if (moved === undefined) break;
    order.splice(random(turn % 2 === 0 ? from + 1 : start.size), 0, moved);
    const found = placeInOrder(order, neighbours);
    if (extent(found) <= bytes) best = found;
  }
  return best;
}

/** No plan has these blocks, which live at once, in fewer bytes. */
function leastBytes(together: readonly Block[]): number {
  const sum = together.reduce((bytes, block) => bytes + aligned(block.bytes), 0);
  const saved = together.map((upper) => {
    const lower = together.find((block) => leadOver(upper, block) !== undefined);
    if (lower === undefined) return 0;
    const apart = aligned(upper.bytes) + aligned(lower.bytes);
    return apart - Math.min(apart, Math.max(aligned(upper.bytes), (leadOver(upper, lower) ?? 0) + aligned(lower.bytes)));
  });
  return sum - saved.reduce((a, b) => a + b, 0);
}

/** How far before `lower` the block `upper` has to begin when it lies over it; undefined where it may not. */
function leadOver(upper: Block, lower: Block): number | undefined {
  const { over } = upper;
  return over !== undefined && lower.values.includes(over.value) ? aligned(Math.max(over.headStart, 0)) : undefined;
}

function placeInOrder(order: readonly Block[], neighbours: Neighbours): Offsets {
  const placed = new Map<Block, number>();
  for (const block of order) placed.set(block, lowest(block, placed, neighbours));
  return placed;
}

/** The lowest offset at which the block harms none that lives with it. */
function lowest(block: Block, placed: Offsets, neighbours: Neighbours): number {
  const own = aligned(block.bytes);
  // Offsets between the two numbers are taken.
  const taken: (readonly [number, number])[] = [];
  for (const { block: other, over, under } of neighbours.get(block) ?? []) {
    const offset = placed.get(other);
    if (offset === undefined) continue;
    const size = aligned(other.bytes);
    if (over !== undefined) taken.push([offset - Math.min(over, own), offset + size]);
    else taken.push([offset - own, offset + (under === undefined ? size : Math.min(under, size))]);
  }
  let free = 0;
  for (const [from, to] of taken.sort(([a], [b]) => a - b)) if (from < free && free < to) free = to;
  return free;
}

function extent(placed: Offsets): number {
  let bytes = 0;
  for (const [block, offset] of placed) bytes = Math.max(bytes, offset + aligned(block.bytes));
  return bytes;
}
