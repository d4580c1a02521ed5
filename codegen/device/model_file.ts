/** Models as files. */
import { basename } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import type { LoadedCustomOp } from '../custom_op.js';
import { readModel } from '../frontends/tflite/read_model.js';
import { decodeGraph } from '../language_model/build_graph.js';
import { slices } from '../ops/index.js';
import { readBytes, sha256 } from './files.js';
import { fileHash, isLanguageModel, loadLanguageModel, mainFile, type Adapter } from './language_model_file.js';

export interface ModelFile {
  /** The path as it was given. */
  readonly file: string;
  readonly graph: Graph;
  /** For the banner of generated files: the file's name and the start of its SHA-256. */
  readonly source: string;
}

/** How to read a file that is no `.tflite`: a language model, as the graph of a decode step. */
export interface LanguageModelOptions { readonly context?: number | undefined; readonly adapter?: Adapter | undefined }

/** Reads a `.tflite` file, with operators of the user's own, or a language model. Throws a CompileError when it cannot be read or is no model that can be compiled. */
export function loadModel(file: string, customOps: readonly LoadedCustomOp[] = [], { context, adapter }: LanguageModelOptions = {}): ModelFile {
  const name = basename(file), source = (hash: string): string => `${name} (sha256 ${hash.slice(0, 12)})`;
  if (isLanguageModel(file)) return { file, graph: decodeGraph(loadLanguageModel(file, adapter).checkpoint, { context }), source: source(fileHash(mainFile(file))) };
  for (const [flag, given] of [['--context', context], ['--lora', adapter]] as const) if (given !== undefined) fail('N0404', `only a language model has use for ${flag}`, { where: flag, hint: 'Leave it out.' });
  const bytes = readBytes(file);
  return { file, graph: readModel(bytes, name.replace(/\.tflite$/, ''), [...slices, ...customOps.map(({ slice }) => slice)]), source: source(sha256(bytes)) };
}
