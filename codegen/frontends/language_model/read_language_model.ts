/** Language models by what is in their files, whatever these are called. */
import { fail } from '../../../runtime-ts/diagnostic.js';
import type { ByteSource, Checkpoint } from '../../language_model/checkpoint.js';
import { isModelFile, readModelFile, type EmbeddedFile } from '../../language_model/quantized_file.js';
import { readSafetensorsHeader } from '../../language_model/safetensors.js';
import { hasGgufMagic, readGguf } from './gguf.js';
import { readHuggingFace, type OpenBeside } from './hugging_face.js';
import { hasLlama2cMagic, looksLikeLlama2c, readLlama2c } from './llama2c.js';
import { mergeAdapter } from './lora.js';

export interface ReadOptions {
  /** The folder of an adapter to merge, and how much of it. */
  readonly lora?: { readonly open: OpenBeside; readonly scale: number } | undefined;
}

export interface ReadModel {
  readonly checkpoint: Checkpoint;
  /** The tokenizer that comes with the model. */
  readonly tokenizer: EmbeddedFile | undefined;
}

/** Reads a model from its file, or from the index of its shards; `beside` opens files of the same folder. Only headers are read before a tensor is asked for. */
export function readLanguageModel(main: ByteSource, beside: OpenBeside, { lora }: ReadOptions = {}): ReadModel {
  const model = readByContent(main, beside);
  return lora === undefined ? model : { ...model, checkpoint: mergeAdapter(model.checkpoint, lora.open, lora.scale) };
}

function readByContent(main: ByteSource, beside: OpenBeside): ReadModel {
  if (hasGgufMagic(main)) return readGguf(main);
  if (hasLlama2cMagic(main)) return { checkpoint: readLlama2c(main), tokenizer: undefined };
  if (main.name.endsWith('.json')) return huggingFace(main, beside);
  if (looksLikeSafetensors(main)) return isModelFile(readSafetensorsHeader(main)) ? readModelFile(main) : huggingFace(main, beside);
  if (looksLikeLlama2c(main)) return { checkpoint: readLlama2c(main), tokenizer: undefined };
  return fail('N0610', 'it is no language model of a known format', { where: `file ${main.name}`, why: 'it begins neither as safetensors nor as GGUF, and its first seven integers are no header of llama2.c' });
}

function huggingFace(main: ByteSource, beside: OpenBeside): ReadModel {
  const checkpoint = readHuggingFace(main, beside), tokenizer = beside('tokenizer.json');
  return { checkpoint, tokenizer: tokenizer === undefined ? undefined : { name: tokenizer.name, bytes: tokenizer.read(0, tokenizer.size) } };
}

/** A length whose high word is zero, then JSON. */
function looksLikeSafetensors(source: ByteSource): boolean {
  if (source.size < 9) return false;
  const start = source.read(0, 9);
  return start[4] === 0 && start[5] === 0 && start[6] === 0 && start[7] === 0 && start[8] === 0x7b;
}
