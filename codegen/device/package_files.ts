/** The files that the package brings along: boards, templates, the harness. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../../runtime-ts/diagnostic.js';
import { type Board, parseBoard } from '../select/board.js';

/** The package's root; this file runs as dist/codegen/device/package_files.js. */
export const packageRoot: string = fileURLToPath(new URL('../../../', import.meta.url));

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

export function readTemplate(name: string): string {
  return readFileSync(join(packageRoot, 'templates', name), 'utf8');
}

/** A file of the harness, such as the start-up code. */
export function readHarness(name: string): string {
  return readFileSync(join(packageRoot, 'firmware', 'harness', name), 'utf8');
}

/** Reads all of boards/ (or of another folder), in the order of names. */
export function loadBoards(folder: string = join(packageRoot, 'boards')): readonly Board[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'board.schema.json');
  return names.sort().map((name) => parseBoard(readJson(join(folder, name)), name));
}

function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('N0502', 'this is not JSON', { where: path, why: error instanceof Error ? error.message : String(error) });
  }
}

/** Every kernel header and source, by file name. */
export function loadFirmware(): { readonly texts: ReadonlyMap<string, string> } {
  const texts = ['include', 'kernels'].flatMap((folder) => {
    const path = join(packageRoot, 'firmware', folder);
    return readdirSync(path).sort().map((file) => [file, readFileSync(join(path, file), 'utf8')] as const);
  });
  return { texts: new Map(texts) };
}
