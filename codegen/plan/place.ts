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

/** Orders of placing that a search may try before the best found stands. */
const searchLimit = 200_000, shuffles = 3000;

/** Offsets for blocks such that no two that live at once share a byte, but for one that may lie over another. */
export function place(blocks: readonly Block[]): Placement {
  const lowerBound = Math.max(0, ...blocks.map(({ first }) => bytesAtStep(blocks, first)));
  const bySize = [...blocks].sort((a, b) => b.bytes - a.bytes || a.first - b.first), byTime = [...blocks].sort((a, b) => a.first - b.first || b.bytes - a.bytes);
  const byArea = [...blocks].sort((a, b) => (b.last - b.first) * b.bytes - (a.last - a.first) * a.bytes || a.first - b.first);
  const orders = [bySize, byTime, byArea, [...byTime].reverse()];
  let best: { readonly order: readonly Block[]; readonly placed: readonly Placed[] } = orders.map((order) => ({ order, placed: placeInOrder(order) }))
    .reduce((a, b) => (extent(b.placed) < extent(a.placed) ? b : a));
  let tried = 0;
  const search = (placed: readonly Placed[], rest: readonly Block[]): void => {
    if (extent(best.placed) === lowerBound || ++tried > searchLimit || extent(placed) >= extent(best.placed)) return;
    if (rest.length === 0) best = { order: placed, placed };
    rest.forEach((block, at) => search([...placed, lowest(block, placed)], rest.filter((_, other) => other !== at)));
  };
  const few = blocks.length <= 8;
  if (few) search([], blocks);
  else best = { ...best, placed: improve(best.order, best.placed, lowerBound) };
  const bytes = extent(best.placed);
  return { blocks: best.placed, bytes, lowerBound, exact: bytes === lowerBound || (few && tried <= searchLimit) };
}

/** Moves one block at a time to another place in the order, and keeps what does not get worse. The same blocks give the same plan. */
function improve(start: readonly Block[], placed: readonly Placed[], lowerBound: number): readonly Placed[] {
  let order = start, best = placed, state = 0x2545f491;
  const random = (below: number): number => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
  };
  const tries = Math.min(shuffles, Math.floor(20_000_000 / start.length ** 3));
  for (let turn = 0; turn < tries && extent(best) > lowerBound; turn++) {
    const rest = [...order], [moved] = rest.splice(random(rest.length), 1);
    if (moved === undefined) break;
    rest.splice(random(order.length), 0, moved);
    const found = placeInOrder(rest);
    if (extent(found) <= extent(best)) { order = rest; best = found; }
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

function placeInOrder(order: readonly Block[]): readonly Placed[] {
  const placed: Placed[] = [];
  for (const block of order) placed.push(lowest(block, placed));
  return placed;
}

/** The block at the lowest offset where it harms none that lives with it. */
function lowest(block: Block, placed: readonly Placed[]): Placed {
  const own = aligned(block.bytes);
  // Offsets between the two numbers are taken.
  const taken = placed.flatMap((other): readonly (readonly [number, number])[] => {
    if (other.first > block.last || block.first > other.last) return [];
    const above = leadOver(block, other), below = leadOver(other, block), end = other.offset + aligned(other.bytes);
    if (above !== undefined) return [[other.offset - Math.min(above, own), end]];
    return [[other.offset - own, below === undefined ? end : other.offset + Math.min(below, aligned(other.bytes))]];
  }).sort(([a], [b]) => a - b);
  let offset = 0;
  for (const [from, to] of taken) if (from < offset && offset < to) offset = to;
  return { ...block, offset };
}

function extent(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map((block) => block.offset + aligned(block.bytes)));
}
