/**
 * Puts the product of two smaller matrices in the place of a matrix, by its singular values: left [rows, rank] = U √S, right [rank, columns] = √S Vᵀ. Nothing is trained again. Matrix after
 * matrix, so that no more than one is held. With calibration what stays is what keeps a matrix's outputs on that text, rather than its weights: with H = 2 XᵀX of its inputs and H = S Sᵀ the
 * singular values are those of W S, and right is multiplied by S⁻¹ (Wang et al., SVD-LLM, 2024).
 */
import { BlockwiseForward, longestOf, readLayer } from './blockwise_forward.js';
import type { Checkpoint, FactorizedMatrix, FloatMatrix, LayerMatrix, Matrix, MatrixRole } from './checkpoint.js';
import { floatMatrix } from './float_tensors.js';
import { inverseCholesky } from './linear_algebra.js';
import { Moments } from './moments.js';
import { singularValues } from './singular_values.js';

/** So many singular values stay, or as many as it takes to keep a share of the sum of their squares. */
export type RankRule = { readonly kind: 'rank'; readonly rank: number } | { readonly kind: 'energy'; readonly share: number };

export interface FactorizeOptions {
  readonly rule: RankRule;
  /** Which matrices of the layers; embedding and classifier stay whole. */
  readonly kinds: readonly LayerMatrix[];
  /** What the inputs of the matrices are, from `inputMoments`; without it all inputs count alike. */
  readonly moments?: ((role: MatrixRole) => Moments | undefined) | undefined;
  /** Told which rank a matrix got; undefined where two matrices would have been no smaller than the one, which then stays. */
  readonly decided?: ((role: MatrixRole, rank: number | undefined) => void) | undefined;
}

/** The model with some matrices factorized; each is factorized when it is read. Matrices that are not finite are N0652, factorized ones N0655. */
export function factorized(checkpoint: Checkpoint, { rule, kinds, moments, decided }: FactorizeOptions): Checkpoint {
  return {
    name: checkpoint.name, config: checkpoint.config, keyValue: checkpoint.keyValue,
    vector: (role) => checkpoint.vector(role),
    matrix(role): Matrix {
      const matrix = floatMatrix(checkpoint.matrix(role), role);
      if (!kinds.some((kind) => kind === role.kind)) return matrix;
      const product = factorizeMatrix(matrix, rule, moments?.(role));
      decided?.(role, product?.left.columns);
      return product ?? matrix;
    },
  };
}

/** The moments of all matrices' inputs in the layers of a model, on sequences of tokens. */
export function inputMoments(checkpoint: Checkpoint, sequences: readonly (readonly number[])[], progress: (layer: number) => void = () => undefined): (role: MatrixRole) => Moments | undefined {
  const { config } = checkpoint, forward = new BlockwiseForward(config, checkpoint.keyValue, longestOf(sequences)), found = new Map<string, Moments>();
  const streams = sequences.map((tokens) => forward.embed(checkpoint.matrix({ kind: 'embedding' }), tokens));
  for (let at = 0; at < config.layers; at++) {
    progress(at);
    const layer = readLayer(checkpoint, at), gather = (kinds: readonly LayerMatrix[]): Moments => {
      const moments = new Moments(layer.matrices[kinds[0]!].columns);
      for (const kind of kinds) found.set(`${kind} ${at}`, moments);
      return moments;
    };
    const attention = gather(['query', 'key', 'value']), output = gather(['output']), feedForward = gather(['gate', 'up']), down = gather(['down']);
    for (const x of streams) {
      const h = forward.normalize(x, layer.vectors.attentionNorm), mixed = forward.attend(h, layer);
      attention.add(h, h);
      output.add(mixed, mixed);
      forward.add(x, layer.matrices.output, mixed);
      const g = forward.normalize(x, layer.vectors.feedForwardNorm), product = forward.feedForward(g, layer);
      feedForward.add(g, g);
      down.add(product, product);
      forward.add(x, layer.matrices.down, product);
    }
  }
  return (role) => ('layer' in role ? found.get(`${role.kind} ${role.layer}`) : undefined);
}

/** The product that comes closest in squares, of the weights or, with moments, of the outputs; undefined where it would not be smaller. */
export function factorizeMatrix({ rows, columns, values }: FloatMatrix, rule: RankRule, moments?: Moments): FactorizedMatrix | undefined {
  const u = moments?.damped();
  if (u !== undefined) inverseCholesky(u, columns);
  const decomposition = singularValues(u === undefined ? values : whitened(values, rows, columns, u), rows, columns), { sigma } = decomposition, rank = rule.kind === 'rank' ? Math.min(rule.rank, sigma.length) : rankOf(sigma, rule.share);
  if (rank * (rows + columns) >= rows * columns) return undefined;
  const left = new Float32Array(rows * rank), right = new Float32Array(rank * columns);
  for (let k = 0; k < rank; k++) {
    // The root of a singular value to either side: both factors are then of one size.
    const root = Math.sqrt(sigma[k]!);
    for (let row = 0; row < rows; row++) left[row * rank + k] = decomposition.left(row, k) * root;
    for (let column = 0; column < columns; column++) right[k * columns + column] = decomposition.right(column, k) * root;
  }
  if (u !== undefined) right.set(unwhitened(right, rank, columns, u));
  return { kind: 'factorized', rows, columns, left: { kind: 'float32', rows, columns: rank, values: left }, right: { kind: 'float32', rows: rank, columns, values: right } };
}

/** W S with S = U⁻¹, U upper triangular: row by row a with a U = w. */
function whitened(values: Float32Array, rows: number, columns: number, u: Float64Array): Float64Array {
  const a = Float64Array.from(values);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < columns; j++) {
      const x = a[row * columns + j]! / u[j * columns + j]!;
      a[row * columns + j] = x;
      for (let i = j + 1; i < columns; i++) a[row * columns + i]! -= x * u[j * columns + i]!;
    }
  return a;
}

/** R U. */
function unwhitened(right: Float32Array, rank: number, columns: number, u: Float64Array): Float64Array {
  const r = new Float64Array(rank * columns);
  for (let row = 0; row < rank; row++) for (let i = 0; i < columns; i++) for (let j = i; j < columns; j++) r[row * columns + j]! += right[row * columns + i]! * u[i * columns + j]!;
  return r;
}

/** How many of the falling values keep a share of the sum of squares; 1 at least. */
function rankOf(sigma: Float64Array, share: number): number {
  const all = sigma.reduce((sum, value) => sum + value * value, 0);
  let rank = 0, kept = 0;
  while (rank < sigma.length && (rank === 0 || kept < share * all)) kept += sigma[rank++]! ** 2;
  return rank;
}
