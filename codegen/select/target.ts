/** What the user may name after `--target`: a board, a bare core, the host, or Linux on a processor. */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Feature } from '../ops/op_slice.js';
import type { Board } from './board.js';
import { type Core, coreFlags, coreNames, coreOf, findCore, findLinux, hostedNames, isHosted } from './features.js';

export interface Target {
  readonly name: string;
  /** A core's name; of the host or of Linux the target's own. */
  readonly core: string;
  readonly features: readonly Feature[];
  /** The compiler's flags for this core; none where an operating system runs the program. */
  readonly cflags: readonly string[];
  /** The board whose memory the model must fit; absent for a bare core and where an operating system runs the program. */
  readonly board?: Board;
  /** Emulated boards that execute this core's code, the most faithful first; none where an operating system runs the program. */
  readonly emulators: readonly Board[];
}

/** Which emulated boards run which core. Code for ARMv6-M is a subset of what a Cortex-M3 executes. */
const emulatorsOf: Readonly<Record<string, readonly string[]>> = {
  'cortex-m0': ['microbit', 'mps2_an385'],
  'cortex-m0plus': ['mps2_an385'],
  'cortex-m3': ['mps2_an385'],
  'cortex-m4': ['mps2_an386'],
  'cortex-m7': ['mps2_an500'],
  'cortex-m33': ['mps2_an505'],
  'cortex-m55': ['mps3_an547'],
  'riscv32imc': ['qemu_virt_riscv32'],
};

/** Finds a target by name; N0501 with the names that look alike when there is none. */
export function resolveTarget(name: string, boards: readonly Board[]): Target {
  if (isHosted(name)) return { name, core: name, features: findLinux(name)?.features ?? [], cflags: [], emulators: [] };
  const bare = findCore(name);
  if (bare !== undefined) return targetOf(name, bare, boards);
  const board = boards.find((b) => b.name === name);
  if (board !== undefined) return targetOf(name, coreOf(board.cpu, board.fpu), boards, board);
  return fail('N0501', `there is no target "${name}"`, {
    hint: `did you mean ${nearest(name, targetNames(boards)).join(', ')}? "burin boards" lists all`,
  });
}

/** Every name that resolveTarget knows. */
export function targetNames(boards: readonly Board[]): readonly string[] {
  return [...hostedNames, ...coreNames, ...boards.map((board) => board.name)];
}

function targetOf(name: string, core: Core, boards: readonly Board[], board?: Board): Target {
  const emulated = (emulatorsOf[core.cpu] ?? []).flatMap((n) => boards.filter((b) => b.name === n));
  const emulators = board?.qemu ? [board] : emulated;
  const target = { name, core: core.name, features: core.features, cflags: coreFlags(core), emulators };
  return board === undefined ? target : { ...target, board };
}

function nearest(name: string, names: readonly string[]): readonly string[] {
  const distances = names.map((n) => ({ n, distance: editDistance(name, n) }));
  return distances.sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ n }) => n);
}

/** Levenshtein distance: letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
