/** Models as files. */
import { basename } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { readModel } from '../frontends/tflite/read_model.js';
import { decodeGraph } from '../language_model/build_graph.js';
import { slices } from '../ops/index.js';
import { readBytes, sha256 } from './files.js';
import { loadLanguageModel } from './language_model_file.js';

export interface ModelFile {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly graph: Graph;
  /** For the banner of generated files: the file's name and the start of its SHA-256. */
  readonly source: string;
}

/** How to read a file that is no `.tflite`: a language model, as the graph of a decode step. */
export interface LanguageModelOptions { readonly context?: number | undefined }

/** Reads a `.tflite` file, with operators of the user's own, or a language model. Throws a CompileError when it cannot be read or is no model that can be compiled. */
export function loadModel(file: string, customOps: readonly LoadedCustomOp[] = [], { context }: LanguageModelOptions = {}): ModelFile {
  const bytes = readBytes(file), name = basename(file), source = `${name} (sha256 ${sha256(bytes).slice(0, 12)})`;
  // A .tflite file says so itself at byte 4.
  if (/\.(bin|gguf|safetensors)$/.test(name) && String.fromCharCode(...bytes.subarray(4, 8)) !== 'TFL3')
    return { file, bytes, graph: decodeGraph(loadLanguageModel(file).checkpoint, { context }), source };
  if (context !== undefined) fail('N0404', 'only a language model has a context', { where: '--context', hint: 'Leave it out.' });
  return { file, bytes, graph: readModel(bytes, name.replace(/\.tflite$/, ''), [...slices, ...customOps.map(({ slice }) => slice)]), source };
}
