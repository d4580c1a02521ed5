/** Language models as files. */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import { readLanguageModel, type ReadModel } from '../frontends/language_model/read_language_model.js';
import type { ByteSource } from '../language_model/checkpoint.js';

export type LanguageModelFile = ReadModel;

/** An adapter to merge, and how much of it. */
export interface Adapter { readonly folder: string; readonly scale: number }

/** A file that stays open and is read where asked; N0401 where the system refuses. */
export function fileSource(path: string): ByteSource {
  const refuse = (error: unknown): never => fail('N0401', 'cannot be read', { where: `file ${path}`, why: (error as Error).message, hint: 'Check the path and its permissions.' });
  let file: number, size: number;
  try {
    file = openSync(path, 'r');
    const status = fstatSync(file);
    size = status.size;
    if (!status.isFile()) {
      closeSync(file);
      throw new Error('it is no file');
    }
  } catch (error) {
    return refuse(error);
  }
  return {
    name: basename(path), size,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      try {
        for (let at = 0; at < length;) {
          const got = readSync(file, bytes, at, length - at, offset + at);
          if (got === 0) throw new Error(`it ends at byte ${offset + at}`);
          at += got;
        }
      } catch (error) {
        return refuse(error);
      }
      return bytes;
    },
  };
}

/** What a folder may have, the likeliest first. */
const inFolder = ['model.safetensors', 'model.safetensors.index.json', 'pytorch_model.safetensors'];

/** The file that stands for a model: itself, or the one in its folder. */
export function mainFile(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return path;
  const found = inFolder.map((name) => join(path, name)).find((file) => existsSync(file));
  return found ?? fail('N0610', 'the folder holds no model', { where: `folder ${path}`, why: `it has none of ${inFolder.join(', ')}` });
}

const opener = (folder: string) => (name: string): ByteSource | undefined => {
  const path = join(folder, name);
  return existsSync(path) ? fileSource(path) : undefined;
};

/** Whether a path is a language model rather than a .tflite file, which says so itself at byte 4. */
export function isLanguageModel(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.isDirectory()) return status !== undefined;
  if (!/\.(bin|gguf|safetensors|json)$/.test(path)) return false;
  return status.size < 8 || String.fromCharCode(...fileSource(path).read(4, 4)) !== 'TFL3';
}

/** Opens a language model: a file, or a folder of Hugging Face's. */
export function loadLanguageModel(path: string, adapter?: Adapter): LanguageModelFile {
  const file = mainFile(path);
  return readLanguageModel(fileSource(file), opener(dirname(file)), { lora: adapter === undefined ? undefined : { open: opener(adapter.folder), scale: adapter.scale } });
}

/** The SHA-256 of a file of any size, in hexadecimal. */
export function fileHash(path: string): string {
  const source = fileSource(path), hash = createHash('sha256'), piece = 4 << 20;
  for (let at = 0; at < source.size; at += piece) hash.update(source.read(at, Math.min(piece, source.size - at)));
  return hash.digest('hex');
}
