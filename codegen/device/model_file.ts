/** Models as files. */
import { basename } from 'node:path';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { readModel } from '../frontends/tflite/read_model.js';
import { slices } from '../ops/index.js';
import { readBytes, sha256 } from './files.js';

export interface ModelFile {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly graph: Graph;
  /** For the banner of generated files: the file's name and the start of its SHA-256. */
  readonly source: string;
}

/** Reads a `.tflite` file, with operators of the user's own. Throws a CompileError when it cannot be read or is no model that can be compiled. */
export function loadModel(file: string, customOps: readonly LoadedCustomOp[] = []): ModelFile {
  const bytes = readBytes(file), name = basename(file);
  return { file, bytes, graph: readModel(bytes, name.replace(/\.tflite$/, ''), [...slices, ...customOps.map(({ slice }) => slice)]), source: `${name} (sha256 ${sha256(bytes).slice(0, 12)})` };
}
