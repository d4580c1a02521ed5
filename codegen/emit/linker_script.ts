/** A board's memory as a linker script. */
import { type Board, defaultRegion, type MemoryRegion } from '../select/board.js';
import { render } from './render.js';

export interface Layout {
  /** The flash region that holds the weights; the board's first by default. */
  readonly weights?: string | undefined;
  /** The least stack the image must leave room for. */
  readonly stackBytes: number;
}

/** How much of the stack is painted and so can be measured, if the region leaves that much. */
export const stackWindowBytes = 65536;

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

export function linkerScript(template: string, board: Board, layout: Layout): string {
  const ram = defaultRegion(board, 'ram');
  const code = defaultRegion(board, 'flash');
  const regionView = (region: MemoryRegion): object => ({
    name: region.name,
    access: region.kind === 'flash' ? 'rx' : 'rwx',
    origin: hex(region.origin),
    length: region.bytes - region.reserve,
  });
  return render(template, {
    title: board.title,
    regions: board.regions.map(regionView),
    code: code.name,
    weights: layout.weights ?? code.name,
    ram: ram.name,
    moreRam: board.regions.filter((region) => region.kind === 'ram' && region !== ram).map(regionView),
    stackBytes: layout.stackBytes,
    stackWindow: stackWindowBytes,
  });
}
