/** A model's flash and RAM against the memory of its board, before anything is built. */
import { CompileError, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import type { Board, MemoryRegion } from '../select/board.js';

/** What a model takes, in bytes. */
export interface Demand {
  readonly weights: number;
  readonly arena: number;
  readonly state: number;
  /** The section that the arena is put into; `.ram_<REGION>` is a region of the board (docs/boards.md). */
  readonly arenaSection?: string | undefined;
}

/** One row of the table: what a region has to hold, and what it has left for it. */
export interface RegionUse {
  readonly region: string;
  readonly holds: string;
  readonly needs: number;
  /** The region less what the application keeps for itself. */
  readonly has: number;
}

/**
 * Where a model's memory goes: constants into the first flash region that takes them (the largest, when none does),
 * as the linker places them; arena and state into the first RAM region.
 */
export function regionUses(regions: readonly MemoryRegion[], demand: Demand): readonly RegionUse[] {
  const room = (region: MemoryRegion): number => region.bytes - region.reserve;
  const [first, ...others] = regions.filter(({ kind }) => kind === 'ram'), flash = regions.filter(({ kind }) => kind === 'flash');
  const weights = flash.find((region) => room(region) >= demand.weights) ?? [...flash].sort((a, b) => room(b) - room(a))[0];
  if (first === undefined || weights === undefined) throw new Error('parseBoard refuses a board without flash or RAM');
  const elsewhere = others.find(({ name }) => demand.arenaSection === `.ram_${name}`);
  const use = (region: MemoryRegion, holds: string, needs: number): RegionUse => ({ region: region.name, holds, needs, has: room(region) });
  return [
    use(weights, 'weights', demand.weights),
    ...(elsewhere === undefined ? [use(first, 'arena and state', demand.arena + demand.state)] : [use(first, 'state', demand.state), use(elsewhere, 'arena', demand.arena)]),
  ];
}

/** The name of the flash region that holds a model's constants. */
export function weightsRegion(regions: readonly MemoryRegion[], demand: Demand): string {
  const [weights] = regionUses(regions, demand);
  if (weights === undefined) throw new Error('regionUses names the weights first');
  return weights.region;
}

/** Of a RAM budget for the stack of the model's run function; `bench` measures what it takes. */
export const stackReserve = 1024;

/** What a model may take: a board's memory, and bytes of RAM or of flash that count instead of the board's. */
export interface Budget {
  readonly board?: Pick<Board, 'name' | 'regions'> | undefined;
  readonly ram?: number | undefined;
  readonly flash?: number | undefined;
}

/** Bytes that constants may take: of the flash budget, else of the board's region with the most room. */
export function flashRoom({ board, flash }: Budget): number {
  return flash ?? Math.max(...(board?.regions.filter(({ kind }) => kind === 'flash').map(({ bytes, reserve }) => bytes - reserve) ?? [Infinity]));
}

/** Refuses a model that is larger than its budget, with N0301: by how many bytes, and for a board a table. */
export function checkBudget({ board, ram, flash }: Budget, demand: Demand): void {
  const problems: Diagnostic[] = [], uses = board === undefined ? [] : regionUses(board.regions, demand);
  const over = uses.filter(({ needs, has, holds }) => needs > has && (holds === 'weights' ? flash : ram) === undefined);
  if (board !== undefined && over.length > 0) problems.push({
    code: 'N0301', what: `the model does not fit: ${over.map(({ region, needs, has }) => `region ${region} is too small by ${needs - has} bytes`).join('; ')}`,
    where: `board ${board.name}`, why: [...useTable(uses), '"has" is less what the board file reserves for the application. Code comes on top; the linker counts it.'].join('\n        '),
    hint: 'Choose a board with more memory or a smaller model; "burin inspect" shows which operators take the memory.',
  });
  const { arena, state, weights } = demand, inRam = arena + state + stackReserve;
  if (ram !== undefined && inRam > ram) problems.push({
    code: 'N0301', what: `the model does not fit: RAM is too small by ${inRam - ram} bytes`, where: `--ram ${ram}`,
    why: `the arena takes ${arena} bytes, state ${state}, and ${stackReserve} are kept for the stack; computing the first layers in stripes does not suffice, or cannot be done`,
    hint: 'Give more memory or a smaller model; --report shows what lives at each step.',
  });
  if (flash !== undefined && weights > flash) problems.push({
    code: 'N0301', what: `the model does not fit: flash is too small by ${weights - flash} bytes`, where: `--flash ${flash}`,
    why: `constants take ${weights} bytes, and code comes on top; keeping weights of few values coded does not suffice`, hint: 'Give more memory or a smaller model; "burin inspect" shows which operators have the constants.',
  });
  if (problems.length > 0) throw new CompileError(problems);
}

function useTable(uses: readonly RegionUse[]): readonly string[] {
  const rows = [['region', 'holds', 'needs', 'has', 'over'], ...uses.map(({ region, holds, needs, has }) => [region, holds, `${needs}`, `${has}`, needs > has ? `${needs - has}` : '-'])];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd());
}
