/** Files of the development machine: read, written all together or not at all, and temporary. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { CompileError, fail } from '../../runtime-ts/diagnostic.js';
import type { DataFile } from '../emit/weights.js';

/** A file's bytes; what the system says against it becomes a Diagnostic. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail('N0401', 'cannot be read', { where: `file ${file}`, why: (error as Error).message, hint: 'Check the path and its permissions.' });
  }
}

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Paths below a folder. */
export function inFolder<T>(folder: string, files: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...files].map(([file, content]) => [join(folder, file), content]));
}

/**
 * Writes all files or none: each goes to a temporary name beside its place first, and only when all are written do they
 * get their names. What was there before is replaced, folders are made as needed.
 */
export function writeTogether(files: ReadonlyMap<string, string | Uint8Array | DataFile>): void {
  const pending = [...files].map(([path, content]) => ({ path, content, temporary: join(dirname(path), `.${basename(path)}.${process.pid}.tmp`) }));
  const made: string[] = [];
  let at = '';
  try {
    for (const { path, content, temporary } of pending) {
      at = path;
      made.push(...makeFolder(dirname(path)));
      if (existsSync(path) && statSync(path).isDirectory()) cannotWrite(path, `${path} is a folder`);
      if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(temporary, content);
      else writePieces(temporary, content);
    }
    for (const { path, temporary } of pending) renameSync(temporary, at = path);
  } catch (error) {
    for (const { temporary } of pending) discard(() => rmSync(temporary, { force: true }));
    for (const folder of made.reverse()) discard(() => rmdirSync(folder));
    // Pieces are made while they are written: what goes wrong there says so itself.
    if (!isSystemError(error)) throw error;
    cannotWrite(at, error.message);
  }
}

function cannotWrite(path: string, why: string): never {
  return fail('N0405', 'cannot be written', { where: `folder ${dirname(path)}`, why, hint: 'Name a folder that you may write to.' });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Writes one file piece by piece, or not at all: `work` gets a function that appends. The file has its name only when `work` has ended; what stood there before stays until then.
 */
export function writeInPieces(path: string, work: (append: (bytes: Uint8Array) => void) => void): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`), made: string[] = [];
  const refuse = (error: unknown): never => fail('N0405', 'cannot be written', { where: `file ${path}`, why: (error as Error).message, hint: 'Name a file that you may write.' });
  const attempt = <T>(step: () => T): T => {
    try { return step(); } catch (error) { return refuse(error); }
  };
  let done = false, file: number | undefined;
  try {
    const opened = attempt(() => {
      made.push(...makeFolder(dirname(path)));
      if (existsSync(path) && statSync(path).isDirectory()) throw new Error(`${path} is a folder`);
      return openSync(temporary, 'w');
    });
    file = opened;
    work((bytes) => { attempt(() => { append(opened, bytes); }); });
    attempt(() => { closeSync(opened); });
    file = undefined;
    attempt(() => { renameSync(temporary, path); });
    done = true;
  } finally {
    const left = file;
    if (left !== undefined) discard(() => { closeSync(left); });
    if (!done) {
      discard(() => rmSync(temporary, { force: true }));
      for (const folder of made.reverse()) discard(() => rmdirSync(folder));
    }
  }
}

function append(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function writePieces(path: string, { pieces }: DataFile): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces()) append(file, piece);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder; returns those that were missing, the outermost first. */
function makeFolder(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  mkdirSync(folder, { recursive: true });
  return missing;
}

/** Cleaning up after an error must not hide it. */
function discard(work: () => void): void {
  try { work(); } catch { /* the first error is the one to report */ }
}

/** Gives `work` a folder that is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'burin-'));
  } catch (error) {
    throw new CompileError([{
      code: 'N0405', what: 'no temporary folder can be made in it', where: `folder ${tmpdir()}`, why: (error as Error).message,
      hint: 'Set TMPDIR to a folder that you may write to.',
    }]);
  }
}
