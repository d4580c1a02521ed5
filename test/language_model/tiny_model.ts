/** Small random language models, and the bytes of a file in memory. */
import type { ByteSource, Checkpoint, FloatMatrix, LanguageModelConfig, MatrixRole, QuantizedMatrix } from '../../codegen/language_model/checkpoint.js';
import { copyTensors, MemoryCheckpoint } from '../../codegen/language_model/memory_checkpoint.js';
import { ModelFileWriter } from '../../codegen/language_model/quantized_file.js';
import { tensorPlaces } from '../../codegen/language_model/tensors.js';

export const tinyConfig: LanguageModelConfig = {
  width: 12, feedForwardWidth: 22, layers: 2, heads: 4, keyValueHeads: 2, headWidth: 4, vocabulary: 30, contextLength: 24, ropeTheta: 10000, normEpsilon: 1e-5, tiedEmbedding: true, attentionBias: false,
};

/** Numbers in [-1, 1), the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** A model of random weights, norms near 1. */
export function tinyModel(changes: Partial<LanguageModelConfig> = {}, seed = 1): MemoryCheckpoint {
  const config = { ...tinyConfig, ...changes }, random = randomNumbers(seed), model = new MemoryCheckpoint('tiny', config);
  for (const place of tensorPlaces(config)) {
    if (place.kind === 'vector') model.putVector(place.role, Float32Array.from({ length: place.length }, () => (place.role.kind.endsWith('Norm') ? 1 : 0) + random() / 4));
    else model.putMatrix(place.role, { kind: 'float32', rows: place.rows, columns: place.columns, values: Float32Array.from({ length: place.rows * place.columns }, () => (2 * random()) / Math.sqrt(place.columns)) });
  }
  return model;
}

/** A matrix that is no product. */
export function matrixOf(model: Checkpoint, role: MatrixRole): FloatMatrix | QuantizedMatrix {
  const matrix = model.matrix(role);
  if (matrix.kind === 'factorized') throw new Error(`${role.kind} is factorized`);
  return matrix;
}

/** Sequences of random tokens. */
export function tinySequences(count: number, length: number, { vocabulary }: LanguageModelConfig = tinyConfig, seed = 7): readonly (readonly number[])[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => [1, ...Array.from({ length: length - 1 }, () => Math.floor(((random() + 1) / 2) * vocabulary))]);
}

export function sourceOf(bytes: Uint8Array, name = 'm.safetensors'): ByteSource {
  return { name, size: bytes.length, read: (offset, length) => Uint8Array.from(bytes.subarray(offset, offset + length)) };
}

/** A model as a file of burin's own, with every matrix in float32. */
export function modelFileBytes(model: Checkpoint): Uint8Array {
  const parts: Uint8Array[] = [], writer = new ModelFileWriter({ config: model.config, keyValue: model.keyValue, format: () => undefined, made: 'test' }, (bytes) => { parts.push(bytes.slice()); });
  copyTensors(model, writer);
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
