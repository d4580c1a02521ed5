/**
 * The forward pass of whole sequences, one layer for all of them before the next: a layer's weights are read once, and no more than one layer is held. Every number has the
 * bits of the decode step's.
 */
import { addTo, dequantizeRow, rmsNorm, swiglu } from '../../runtime-ts/language_model/arithmetic.js';
import { attentionOf, type Attention } from './attention.js';
import type { Checkpoint, KeyValueFormat, LanguageModelConfig, LayerMatrix, LayerVector, Matrix } from './checkpoint.js';
import { products } from './products.js';
import { layerMatrices, layerVectors } from './tensors.js';

/** The tensors of one layer. */
export interface Layer {
  readonly matrices: Readonly<Record<LayerMatrix, Matrix>>;
  readonly vectors: Readonly<Partial<Record<LayerVector, Float32Array>>>;
}

export function readLayer(checkpoint: Checkpoint, layer: number): Layer {
  return {
    matrices: Object.fromEntries(layerMatrices.map((kind) => [kind, checkpoint.matrix({ kind, layer })])) as Record<LayerMatrix, Matrix>,
    vectors: Object.fromEntries(layerVectors(checkpoint.config).map((kind) => [kind, checkpoint.vector({ kind, layer })])),
  };
}

/** The steps of a layer, for one sequence at a time; the residual stream is [tokens][width]. */
export class BlockwiseForward {
  readonly #attention: Attention;

  constructor(readonly config: LanguageModelConfig, keyValue: KeyValueFormat, longest: number) {
    this.#attention = attentionOf(config, keyValue, longest);
  }

  /** The embeddings of tokens. */
  embed(embedding: Matrix, tokens: readonly number[]): Float32Array {
    const { width } = this.config, x = new Float32Array(tokens.length * width);
    tokens.forEach((token, at) => { x.set(matrixRow(embedding, token), at * width); });
    return x;
  }

  normalize(x: Float32Array, gain: Float32Array | undefined): Float32Array {
    const { width, normEpsilon } = this.config, y = new Float32Array(x.length);
    if (gain === undefined) throw new Error('no gain');
    for (let at = 0; at < x.length; at += width) rmsNorm(y.subarray(at, at + width), x.subarray(at, at + width), gain, normEpsilon);
    return y;
  }

  /** From the normalized stream to what the output matrix takes. */
  attend(normalized: Float32Array, { matrices, vectors }: Layer): Float32Array {
    const query = biased(products(matrices.query, normalized), vectors.queryBias), key = biased(products(matrices.key, normalized), vectors.keyBias);
    return this.#attention(query, key, biased(products(matrices.value, normalized), vectors.valueBias));
  }

  /** From the normalized stream to what the down matrix takes. */
  feedForward(normalized: Float32Array, { matrices }: Layer): Float32Array {
    const gate = products(matrices.gate, normalized), up = products(matrices.up, normalized);
    swiglu(gate, gate, up);
    return gate;
  }

  /** Adds to the residual stream what came out of attention or feed-forward. */
  add(x: Float32Array, matrix: Matrix, mixed: Float32Array): void {
    addTo(x, products(matrix, mixed));
  }

  /** A whole layer, in place. */
  layer(x: Float32Array, layer: Layer): void {
    this.add(x, layer.matrices.output, this.attend(this.normalize(x, layer.vectors.attentionNorm), layer));
    this.add(x, layer.matrices.down, this.feedForward(this.normalize(x, layer.vectors.feedForwardNorm), layer));
  }
}

/** What the classifier takes at every position: [tokens][width] for each sequence. */
export function finalStates(checkpoint: Checkpoint, sequences: readonly (readonly number[])[], progress: (layer: number) => void = () => undefined): readonly Float32Array[] {
  const { config } = checkpoint, forward = new BlockwiseForward(config, checkpoint.keyValue, longestOf(sequences));
  const embedding = checkpoint.matrix({ kind: 'embedding' }), streams = sequences.map((tokens) => forward.embed(embedding, tokens));
  for (let at = 0; at < config.layers; at++) {
    progress(at);
    const layer = readLayer(checkpoint, at);
    for (const x of streams) forward.layer(x, layer);
  }
  const gain = checkpoint.vector({ kind: 'finalNorm' });
  return streams.map((x) => forward.normalize(x, gain));
}

export function longestOf(sequences: readonly (readonly number[])[]): number {
  return sequences.reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** The classifier's matrix, which may be the embedding's. */
export function classifierOf(checkpoint: Checkpoint): Matrix {
  return checkpoint.matrix({ kind: checkpoint.config.tiedEmbedding ? 'embedding' : 'classifier' });
}

/** One row as float32. */
export function matrixRow(matrix: Matrix, row: number): Float32Array {
  if (matrix.kind === 'factorized') throw new Error('a factorized embedding');
  const { columns } = matrix, from = row * columns;
  if (matrix.kind === 'float32') return matrix.values.subarray(from, from + columns);
  const y = new Float32Array(columns);
  dequantizeRow(y, matrix, row);
  return y;
}

function biased(y: Float32Array, bias: Float32Array | undefined): Float32Array {
  if (bias !== undefined) for (let at = 0; at < y.length; at++) y[at] = y[at]! + bias[at % bias.length]!;
  return y;
}
