/** Targets and boards by name, from the boards that the package brings along. */
import { fail } from '../../runtime-ts/diagnostic.js';
import { loadBoards } from '../device/package_files.js';
import { type Board, type BoardSummary, listBoards as summarise } from '../select/board.js';
import { resolveTarget, type Target } from '../select/target.js';

export const defaultTarget = 'cortex-m4f';

/** A board, a bare core such as `cortex-m4f`, `host`, `linux-x64` or `linux-aarch64`; N0501 when there is none of this name. */
export function findTarget(name: string = defaultTarget): Target {
  return resolveTarget(name, loadBoards());
}

/** All boards, smallest name first, or the one that is asked for. */
export function listBoards(name?: string): readonly BoardSummary[] {
  const boards = loadBoards();
  if (name !== undefined && !boards.some((board) => board.name === name))
    fail('N0501', `there is no board "${name}"`, { hint: '"burin boards" lists all; docs/boards.md says how to add one' });
  return summarise(boards, name);
}

/** Everything a board's file says. */
export function findBoard(name: string): Board {
  listBoards(name);
  return resolveTarget(name, loadBoards()).board!;
}
