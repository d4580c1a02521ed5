/** Small JSON files of a model's folder. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { ByteSource } from '../../language_model/checkpoint.js';

export type Fields = Readonly<Record<string, unknown>>;

/** An index of shards of the largest models has some MiB. */
const largest = 64 << 20;

/** The object in a file; `code` where it is none. */
export function readJson(source: ByteSource, code: string): Fields {
  const where = `file ${source.name}`;
  if (source.size > largest) return fail(code, `it has ${source.size} bytes; that is no table of settings`, { where });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(source.read(0, source.size)));
  } catch (error) {
    return fail(code, 'it is no JSON', { where, why: (error as Error).message });
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : fail(code, 'it is no JSON object', { where });
}
