/** Boards as data: the schema of `boards/<name>.json`, and what the rest of the compiler sees of it. */
import { z } from 'zod';
import { CompileError, type Diagnostic } from '../../runtime-ts/diagnostic.js';
import { cpuNames } from './features.js';

export interface MemoryRegion {
  readonly name: string;
  readonly kind: 'flash' | 'ram';
  readonly origin: number;
  readonly bytes: number;
  /** Bytes at its start or end that the application keeps for itself. */
  readonly reserve: number;
}

export interface Board {
  readonly name: string;
  readonly title: string;
  readonly cpu: string;
  readonly fpu: string | null;
  readonly clockHz: number;
  /** The first of each kind is the default: code and weights in flash, arena and stack in RAM. */
  readonly regions: readonly MemoryRegion[];
  readonly platformio: { readonly platform: string; readonly board: string; readonly framework: string } | null;
  /** The emulated machine that this board is, if it is one. */
  readonly qemu: { readonly machine: string; readonly systickHz: number } | null;
  /** Where the figures come from. */
  readonly source: string;
}

const count = z.int().positive();
const address = z.string().regex(/^0x[0-9A-Fa-f]{8}$/, 'expected an address such as "0x08000000"');

const regionSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected an upper-case name such as "SRAM1"'),
  kind: z.enum(['flash', 'ram']),
  origin: address,
  bytes: count,
  reserve: z.int().min(0),
});

/** One board file. `boards/board.schema.json` is the same as JSON Schema, for editors. */
const boardSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a snake_case name'),
  title: z.string().min(1),
  cpu: z.enum(cpuNames as [string, ...string[]]),
  fpu: z.enum(['fpv4-sp-d16', 'fpv5-sp-d16', 'fpv5-d16', 'auto']).nullable(),
  clock_hz: count,
  memory: z.strictObject({ regions: z.array(regionSchema).min(2) }),
  platformio: z.strictObject({ platform: z.string(), board: z.string(), framework: z.string() }).nullable(),
  qemu: z.strictObject({ machine: z.string(), systick_hz: count }).nullable(),
  source: z.string().min(1),
});

/** What `boards/board.schema.json` must hold. */
export function boardJsonSchema(): object {
  return z.toJSONSchema(boardSchema, { io: 'input' });
}

/** Reads one board file. Throws a CompileError with all its problems. */
export function parseBoard(json: unknown, fileName: string): Board {
  const parsed = boardSchema.safeParse(json);
  if (!parsed.success) {
    throw new CompileError(parsed.error.issues.map((issue): Diagnostic => ({
      code: 'N0502',
      what: issue.message,
      where: `${fileName}${issue.path.length > 0 ? `, ${issue.path.join('.')}` : ''}`,
      hint: 'see boards/board.schema.json and docs/boards.md',
    })));
  }
  const { memory, clock_hz: clockHz, platformio, qemu, name, title, cpu, fpu, source } = parsed.data;
  const board: Board = {
    name, title, cpu, fpu, clockHz, source, platformio,
    regions: memory.regions.map((region) => ({ ...region, origin: Number(region.origin) })),
    qemu: qemu && { machine: qemu.machine, systickHz: qemu.systick_hz },
  };
  const problems = contradictions(board, fileName);
  if (problems.length > 0) throw new CompileError(problems);
  return board;
}

/** What a schema cannot say: regions that overlap, a board under another file's name. */
function contradictions(board: Board, fileName: string): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = (what: string, hint: string): void => { problems.push({ code: 'N0503', what, where: fileName, hint }); };
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/\.json$/, '');
  if (stem !== board.name) report(`the board is named "${board.name}" but its file "${stem}"`, 'give both the same name');
  if (board.cpu === 'cortex-m55' && board.fpu !== null && board.fpu !== 'auto') {
    report(`a Cortex-M55 has no floating-point unit "${board.fpu}"`, 'write "auto": the cpu implies it');
  }
  for (const kind of ['flash', 'ram'] as const) {
    if (!board.regions.some((region) => region.kind === kind)) report(`no region of kind "${kind}"`, 'name at least one');
  }
  board.regions.forEach((region, index) => {
    if (region.reserve >= region.bytes) report(`region ${region.name} reserves all of its ${region.bytes} bytes`, 'lower "reserve"');
    if (region.origin + region.bytes > 2 ** 32) report(`region ${region.name} ends beyond 4 GiB`, 'check origin and bytes');
    for (const other of board.regions.slice(0, index)) {
      if (other.name === region.name) report(`two regions are named ${region.name}`, 'names must differ');
      const apart = region.origin >= other.origin + other.bytes || other.origin >= region.origin + region.bytes;
      if (!apart) report(`regions ${other.name} and ${region.name} overlap`, 'check origin and bytes');
    }
  });
  return problems;
}

/** The region that code or data goes to unless something else is asked for. */
export function defaultRegion(board: Board, kind: MemoryRegion['kind']): MemoryRegion {
  const region = board.regions.find((r) => r.kind === kind);
  if (region === undefined) throw new Error(`${board.name} has no ${kind}; parseBoard refuses such a board`);
  return region;
}

/** One line of `burin boards`. */
export interface BoardSummary {
  readonly name: string;
  readonly title: string;
  readonly cpu: string;
  readonly clockHz: number;
  readonly flashBytes: number;
  readonly ramBytes: number;
  readonly emulated: boolean;
}

/** All boards in the order of their names, or the one that is asked for; sizes are sums over regions. */
export function listBoards(boards: readonly Board[], name?: string): readonly BoardSummary[] {
  const sum = (board: Board, kind: MemoryRegion['kind']): number =>
    board.regions.filter((region) => region.kind === kind).reduce((total, region) => total + region.bytes, 0);
  return boards
    .filter((board) => name === undefined || board.name === name)
    .map((board) => ({
      name: board.name, title: board.title, cpu: board.cpu, clockHz: board.clockHz,
      flashBytes: sum(board, 'flash'), ramBytes: sum(board, 'ram'), emulated: board.qemu !== null,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
