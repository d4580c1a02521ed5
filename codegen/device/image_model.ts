import { join } from 'node:path';
import type { DataFile, WeightPlace } from '../emit/weights.js';

/** What the harness must know of a compiled model: C names and byte counts. */
export interface ImageBuffer {
  /** The C function without arguments that returns the buffer: `kws_input`. */
  readonly accessor: string;
  readonly bytes: number;
}

/** A model with `void <cName>_run(void)`, and `void <cName>_reset(void)` if it is stateful. */
export interface ImageModel {
  readonly cName: string;
  /** The header that declares all of it: `kws.h`. */
  readonly header: string;
  readonly inputs: readonly ImageBuffer[];
  readonly outputs: readonly ImageBuffer[];
  readonly stateful: boolean;
  /** Every invocation starts from reset; otherwise state is carried on from the one before. */
  readonly apart?: boolean;
  /** What `<cName>_open` is given before anything runs, where weights are in a file. */
  readonly weightFile?: string | undefined;
}

/** Where a compilation's weights lie when its files are in a folder; undefined unless the program maps them. */
export function weightFileOf({ weights, data }: { readonly weights: WeightPlace; readonly data: ReadonlyMap<string, DataFile> }, folder: string): string | undefined {
  const [file] = data.keys();
  return weights === 'file' && file !== undefined ? join(folder, file) : undefined;
}
