import type { Block } from './lifetimes.js';

export interface Placed extends Block { readonly offset: number }

export interface Placement {
  readonly blocks: readonly Placed[];
  readonly bytes: number;
  /** No plan can be smaller: the largest sum of blocks that live at the same step. */
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

/** What lives at a step, padding between blocks included. */
export function bytesAtStep(blocks: readonly Block[], step: number): number {
  return blocks.reduce((sum, { first, last, bytes }) => (first <= step && step <= last ? sum + aligned(bytes) : sum), 0);
}

/** How many orders of placing the exact search may try before the heuristic's answer stands. */
const searchLimit = 200_000;

/** Offsets for blocks such that no two that live at once overlap. */
export function place(blocks: readonly Block[]): Placement {
  const lowerBound = Math.max(0, ...blocks.map(({ first }) => bytesAtStep(blocks, first)));
  const orders = [
    [...blocks].sort((a, b) => b.bytes - a.bytes || a.first - b.first),
    [...blocks].sort((a, b) => a.first - b.first || b.bytes - a.bytes),
    [...blocks].sort((a, b) => (b.last - b.first) * b.bytes - (a.last - a.first) * a.bytes || a.first - b.first),
  ];
  let best = orders.map(placeInOrder).reduce((a, b) => (extent(b) < extent(a) ? b : a));
  let tried = 0;
  const search = (placed: readonly Placed[], rest: readonly Block[]): void => {
    if (extent(best) === lowerBound || ++tried > searchLimit || extent(placed) >= extent(best)) return;
    if (rest.length === 0) best = placed;
    rest.forEach((block, at) => search([...placed, lowest(block, placed)], rest.filter((_, other) => other !== at)));
  };
  if (blocks.length <= 8) search([], blocks);
  return { blocks: best, bytes: extent(best), lowerBound, exact: extent(best) === lowerBound || (blocks.length <= 8 && tried <= searchLimit) };
}

function placeInOrder(order: readonly Block[]): readonly Placed[] {
  return order.reduce<readonly Placed[]>((placed, block) => [...placed, lowest(block, placed)], []);
}

/** The block at the lowest offset where it overlaps none that lives with it. */
function lowest(block: Block, placed: readonly Placed[]): Placed {
  const neighbours = placed.filter((other) => other.first <= block.last && block.first <= other.last).sort((a, b) => a.offset - b.offset);
  let offset = 0;
  for (const other of neighbours) {
    if (offset + aligned(block.bytes) <= other.offset) break;
    offset = Math.max(offset, other.offset + aligned(other.bytes));
  }
  return { ...block, offset };
}

function extent(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map((block) => block.offset + aligned(block.bytes)));
}
