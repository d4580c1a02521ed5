import { fail } from '../../runtime-ts/diagnostic.js';
import { findBoard, listBoards } from '../library/targets.js';
import { print, table, type Command } from './command.js';

export const boardsCommand: Command = {
  name: 'boards', takes: '[NAME]', summary: 'Lists the boards, or the memory of one.', options: ['json'],
  run({ flags, positionals: [name, surplus] }) {
    if (surplus !== undefined) fail('N0404', `"${surplus}" is one argument too many`, { hint: 'Name one board, or none for all.' });
    const boards = listBoards(name);
    if (name !== undefined) {
      const board = findBoard(name);
      print(flags, { boards, board }, [
        `${board.name}: ${board.title}, ${board.cpu} at ${board.clockHz / 1e6} MHz${board.qemu === null ? '' : `, emulated as ${board.qemu.machine}`}`,
        table([['region', 'kind', 'origin', 'bytes', 'reserve'], ...board.regions.map((region) =>
          [region.name, region.kind, `0x${region.origin.toString(16).padStart(8, '0')}`, String(region.bytes), String(region.reserve)])], 3),
        `from ${board.source}`,
      ].join('\n'));
      return 0;
    }
    print(flags, { boards }, table([['board', 'cpu', 'title', 'MHz', 'flash', 'RAM', 'emulated'], ...boards.map((board) =>
      [board.name, board.cpu, board.title, String(board.clockHz / 1e6), String(board.flashBytes), String(board.ramBytes), board.emulated ? 'yes' : 'no'])], 3));
    return 0;
  },
};
