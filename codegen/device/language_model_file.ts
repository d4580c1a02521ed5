/** Language models as files. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import type { ByteSource, Checkpoint } from '../language_model/checkpoint.js';
import { readModelFile, type EmbeddedFile } from '../language_model/quantized_file.js';

export interface LanguageModelFile {
  readonly checkpoint: Checkpoint;
  /** The tokenizer that the file brings. */
  readonly tokenizer: EmbeddedFile | undefined;
}

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

/** Opens a language model. */
export function loadLanguageModel(path: string): LanguageModelFile {
  return readModelFile(fileSource(path));
}
