/**
 * Puts the product of two smaller matrices in the place of a matrix, by its singular values: left [rows, rank] = U √S, right [rank, columns] = √S Vᵀ. Nothing is trained again. Matrix after
 * matrix, so that no more than one is held.
 */
import type { Checkpoint, FactorizedMatrix, FloatMatrix, LayerMatrix, Matrix, MatrixRole } from './checkpoint.js';
import { floatMatrix } from './float_tensors.js';
import { singularValues } from './singular_values.js';

/** So many singular values stay, or as many as it takes to keep a share of the sum of their squares. */
export type RankRule = { readonly kind: 'rank'; readonly rank: number } | { readonly kind: 'energy'; readonly share: number };

export interface FactorizeOptions {
  readonly rule: RankRule;
  /** Which matrices of the layers; embedding and classifier stay whole. */
  readonly kinds: readonly LayerMatrix[];
  /** Told which rank a matrix got; undefined where two matrices would have been no smaller than the one, which then stays. */
  readonly decided?: ((role: MatrixRole, rank: number | undefined) => void) | undefined;
}

/** The model with some matrices factorized; each is factorized when it is read. Matrices that are not finite are N0652, factorized ones N0655. */
export function factorized(checkpoint: Checkpoint, { rule, kinds, decided }: FactorizeOptions): Checkpoint {
  return {
    name: checkpoint.name, config: checkpoint.config, keyValue: checkpoint.keyValue,
    vector: (role) => checkpoint.vector(role),
    matrix(role): Matrix {
      const matrix = floatMatrix(checkpoint.matrix(role), role);
      if (!kinds.some((kind) => kind === role.kind)) return matrix;
      const product = factorizeMatrix(matrix, rule);
      decided?.(role, product?.left.columns);
      return product ?? matrix;
    },
  };
}

/** The product that comes closest in squares, or undefined where it would not be smaller. */
export function factorizeMatrix({ rows, columns, values }: FloatMatrix, rule: RankRule): FactorizedMatrix | undefined {
  const decomposition = singularValues(values, rows, columns), { sigma } = decomposition, rank = rule.kind === 'rank' ? Math.min(rule.rank, sigma.length) : rankOf(sigma, rule.share);
  if (rank * (rows + columns) >= rows * columns) return undefined;
  const left = new Float32Array(rows * rank), right = new Float32Array(rank * columns);
  for (let k = 0; k < rank; k++) {
    // The root of a singular value to either side: both factors are then of one size.
    const root = Math.sqrt(sigma[k]!);
    for (let row = 0; row < rows; row++) left[row * rank + k] = decomposition.left(row, k) * root;
    for (let column = 0; column < columns; column++) right[k * columns + column] = decomposition.right(column, k) * root;
  }
  return { kind: 'factorized', rows, columns, left: { kind: 'float32', rows, columns: rank, values: left }, right: { kind: 'float32', rows: rank, columns, values: right } };
}

/** How many of the falling values keep a share of the sum of squares; 1 at least. */
function rankOf(sigma: Float64Array, share: number): number {
  const all = sigma.reduce((sum, value) => sum + value * value, 0);
  let rank = 0, kept = 0;
  while (rank < sigma.length && (rank === 0 || kept < share * all)) kept += sigma[rank++]! ** 2;
  return rank;
}
