/** The shared model stories260K, if its folder is there. */
import { existsSync, readFileSync } from 'node:fs';
import type { LanguageModelConfig } from '../../codegen/language_model/checkpoint.js';
import { MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { tensorPlaces } from '../../codegen/language_model/tensors.js';

export const storiesFolder = '/work/shared/models/stories260k';
export const hasStories = existsSync(storiesFolder);

export function storiesModel(): MemoryCheckpoint {
  const bytes = readFileSync(`${storiesFolder}/stories260K.bin`), [width = 0, feedForwardWidth = 0, layers = 0, heads = 0, keyValueHeads = 0, vocabulary = 0, contextLength = 0] = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 28));
  const config: LanguageModelConfig = { width, feedForwardWidth, layers, heads, keyValueHeads, headWidth: width / heads, vocabulary, contextLength, ropeTheta: 10000, normEpsilon: 1e-5, tiedEmbedding: true, attentionBias: false };
  const model = new MemoryCheckpoint('stories260K.bin', config), floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset + 28, bytes.byteOffset + bytes.length));
  let at = 0;
  for (const kind of ['embedding', 'attentionNorm', 'query', 'key', 'value', 'output', 'feedForwardNorm', 'gate', 'down', 'up', 'finalNorm'])
    for (const place of tensorPlaces(config)) {
      if (place.role.kind !== kind) continue;
      const count = place.kind === 'matrix' ? place.rows * place.columns : place.length, values = floats.slice(at, at += count);
      if (place.kind === 'matrix') model.putMatrix(place.role, { kind: 'float32', rows: place.rows, columns: place.columns, values });
      else model.putVector(place.role, values);
    }
  return model;
}

export function storiesTokens(file: 'eval_tokens.json' | 'calib_tokens.json'): readonly (readonly number[])[] {
  return (JSON.parse(readFileSync(`${storiesFolder}/${file}`, 'utf8')) as { readonly stories: readonly (readonly number[])[] }).stories;
}
