/** The tensors of a language model: their roles in one order, shapes and names. */
import type { LanguageModelConfig, LayerMatrix, LayerVector, MatrixRole, VectorRole } from './checkpoint.js';

export const layerMatrices: readonly LayerMatrix[] = ['query', 'key', 'value', 'output', 'gate', 'up', 'down'];

/** One tensor of a model, with its shape. */
export type TensorPlace =
  | { readonly kind: 'matrix'; readonly role: MatrixRole; readonly rows: number; readonly columns: number }
  | { readonly kind: 'vector'; readonly role: VectorRole; readonly length: number };

/** [rows, columns] of a matrix. */
export function matrixShape({ kind }: MatrixRole, c: LanguageModelConfig): readonly [rows: number, columns: number] {
  const attention = c.heads * c.headWidth, keyValue = c.keyValueHeads * c.headWidth;
  switch (kind) {
    case 'embedding': case 'classifier': return [c.vocabulary, c.width];
    case 'query': return [attention, c.width];
    case 'key': case 'value': return [keyValue, c.width];
    case 'output': return [c.width, attention];
    case 'gate': case 'up': return [c.feedForwardWidth, c.width];
    case 'down': return [c.width, c.feedForwardWidth];
  }
}

export function vectorLength({ kind }: VectorRole, c: LanguageModelConfig): number {
  return kind === 'queryBias' ? c.heads * c.headWidth : kind === 'keyBias' || kind === 'valueBias' ? c.keyValueHeads * c.headWidth : c.width;
}

function matrix(role: MatrixRole, config: LanguageModelConfig): TensorPlace {
  const [rows, columns] = matrixShape(role, config);
  return { kind: 'matrix', role, rows, columns };
}

function vector(role: VectorRole, config: LanguageModelConfig): TensorPlace {
  return { kind: 'vector', role, length: vectorLength(role, config) };
}

export function layerVectors({ attentionBias }: LanguageModelConfig): readonly LayerVector[] {
  return ['attentionNorm', 'feedForwardNorm', ...(attentionBias ? ['queryBias', 'keyBias', 'valueBias'] as const : [])];
}

/** All tensors, in the order in which they are quantized and written: the embedding, layer after layer, and what follows the layers. */
export function tensorPlaces(config: LanguageModelConfig): readonly TensorPlace[] {
  return [
    matrix({ kind: 'embedding' }, config),
    ...Array.from({ length: config.layers }, (_, layer) => [
      ...layerMatrices.map((kind) => matrix({ kind, layer }, config)), ...layerVectors(config).map((kind) => vector({ kind, layer }, config)),
    ]).flat(),
    vector({ kind: 'finalNorm' }, config),
    ...(config.tiedEmbedding ? [] : [matrix({ kind: 'classifier' }, config)]),
  ];
}

/** `layers.3.query`, `embedding`. */
export function tensorName(role: MatrixRole | VectorRole): string {
  return 'layer' in role ? `layers.${role.layer}.${role.kind}` : role.kind;
}

/** Numbers of a model, scales not counted. */
export function parameterCount(config: LanguageModelConfig): number {
  return tensorPlaces(config).reduce((sum, place) => sum + (place.kind === 'vector' ? place.length : place.rows * place.columns), 0);
}
