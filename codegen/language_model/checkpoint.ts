/**
 * What every reader of a language model gives and what quantizing, building the graph and evaluating take: a configuration and
 * tensors by role, read one at a time, so that nobody holds the whole model.
 */

/** A decoder of Llama's shape: RMSNorm, rotary positions, grouped-query attention, SwiGLU, residual sums. */
export interface LanguageModelConfig {
  /** Numbers in the residual stream ("dim", "hidden_size"). */
  readonly width: number;
  /** Numbers between the feed-forward matrices ("hidden_dim", "intermediate_size"). */
  readonly feedForwardWidth: number;
  readonly layers: number;
  readonly heads: number;
  /** Divides `heads`; fewer is grouped-query attention. */
  readonly keyValueHeads: number;
  /** Numbers of one head; even. `heads * headWidth` need not be `width`. */
  readonly headWidth: number;
  readonly vocabulary: number;
  /** Positions that the model was made for; a compiled model may have fewer. */
  readonly contextLength: number;
  readonly ropeTheta: number;
  readonly normEpsilon: number;
  /** The classifier is the embedding matrix. */
  readonly tiedEmbedding: boolean;
  /** Positions that attention looks back on, its own included; absent: all. */
  readonly slidingWindow?: number | undefined;
  /** Query, key and value have biases. */
  readonly attentionBias: boolean;
}

export type LayerMatrix = 'query' | 'key' | 'value' | 'output' | 'gate' | 'up' | 'down';
export type LayerVector = 'attentionNorm' | 'feedForwardNorm' | 'queryBias' | 'keyBias' | 'valueBias';

/**
 * Which tensor. Rows of `query` and `key` are in the order of adjacent rotary pairs (2j, 2j + 1), as in llama2.c and GGUF;
 * a reader of Hugging Face files puts them so (and their biases).
 */
export type MatrixRole = { readonly kind: 'embedding' | 'classifier' } | { readonly kind: LayerMatrix; readonly layer: number };
export type VectorRole = { readonly kind: 'finalNorm' } | { readonly kind: LayerVector; readonly layer: number };

/** Row-major, one row an output: y[o] = sum over i of w[o][i] * x[i]. */
export interface FloatMatrix {
  readonly kind: 'float32';
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * w[o][i] = scale * value, with one scale for every `group` columns of a row; the last group of a row may be shorter.
 * Values are within [-(2^(bits-1)), 2^(bits-1) - 1]; 8-bit ones within [-127, 127].
 */
export interface QuantizedMatrix {
  readonly kind: 'quantized';
  readonly rows: number;
  readonly columns: number;
  readonly bits: 8 | 4 | 3;
  /** Columns of a group; `columns` where a row has one scale. */
  readonly group: number;
  /** One byte a weight, unpacked. */
  readonly values: Int8Array;
  /** IEEE binary16 bits, [rows][ceil(columns / group)]. */
  readonly scales: Uint16Array;
}

/** The product of two: left [rows, rank] times right [rank, columns]. The smaller one, right, is applied first. */
export interface FactorizedMatrix {
  readonly kind: 'factorized';
  readonly rows: number;
  readonly columns: number;
  readonly left: FloatMatrix;
  readonly right: FloatMatrix;
}

export type Matrix = FloatMatrix | QuantizedMatrix | FactorizedMatrix;

/** How keys and values are kept: float32, or int8 with a binary16 scale for each head and position, the values in 4 bits if so asked. */
export type KeyValueFormat = 'f32' | 'k8v8' | 'k8v4';

/** A language model on its way in. Reads are synchronous and repeatable; each gives a fresh copy. */
export interface Checkpoint {
  /** For messages: the file's name. */
  readonly name: string;
  readonly config: LanguageModelConfig;
  /** The key-value format that the file asks for; f32 unless it was quantized with another. */
  readonly keyValue: KeyValueFormat;
  matrix(role: MatrixRole): Matrix;
  vector(role: VectorRole): Float32Array;
}

/** Bytes of a file, read where asked. The edge implements it on a file descriptor, tests on an array. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** Exactly `length` bytes; throws where they are not all inside the file. */
  read(offset: number, length: number): Uint8Array;
}
