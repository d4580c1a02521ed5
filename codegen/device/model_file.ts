/** Models as files. */
import { basename } from 'node:path';
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Graph } from '../../runtime-ts/ir/graph.js';
import { slicesWith, type LoadedCustomOp } from '../custom_op.js';
import { readModel } from '../frontends/tflite/read_model.js';
import { decodeGraph } from '../language_model/build_graph.js';
import type { LanguageModelConfig } from '../language_model/checkpoint.js';
import type { EmbeddedFile } from '../language_model/quantized_file.js';
import { readBytes, sha256 } from './files.js';
import { fileHash, isLanguageModel, loadLanguageModel, mainFile, type Adapter } from './language_model_file.js';

export interface ModelFile {
  /** The path as it was given. */
  readonly file: string;
  readonly graph: Graph;
  /** Of a language model: what its text is made with. */
  readonly language?: { readonly config: LanguageModelConfig; readonly tokenizer: EmbeddedFile | undefined; readonly context: number } | undefined;
  /** For the banner of generated files: the file's name and the start of its SHA-256. */
  readonly source: string;
}

/** How to read a file that is no `.tflite`: a language model, as the graph of a decode step. */
export interface LanguageModelOptions { readonly context?: number | undefined; readonly adapter?: Adapter | undefined }

/** Reads a `.tflite` file, with operators of the user's own, or a language model. Throws a CompileError when it cannot be read or is no model that can be compiled. */
export function loadModel(file: string, customOps: readonly LoadedCustomOp[] = [], { context, adapter }: LanguageModelOptions = {}): ModelFile {
  const name = basename(file), source = (hash: string): string => `${name} (sha256 ${hash.slice(0, 12)})`;
  if (isLanguageModel(file)) {
    const { checkpoint, tokenizer } = loadLanguageModel(file, adapter);
    return { file, graph: decodeGraph(checkpoint, { context, lazy: true }), source: source(fileHash(mainFile(file))), language: { config: checkpoint.config, tokenizer, context: context ?? checkpoint.config.contextLength } };
  }
  for (const [flag, given] of [['--context', context], ['--lora', adapter]] as const) if (given !== undefined) fail('N0404', `only a language model has use for ${flag}`, { where: flag, hint: 'Leave it out.' });
  const bytes = readBytes(file);
  return { file, graph: readModel(bytes, name.replace(/\.tflite$/, ''), slicesWith(customOps)), source: source(sha256(bytes)) };
}
