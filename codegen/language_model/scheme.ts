/** Schemes of quantization by their names on the command line, and the bytes they need. */
import { fail } from '../../runtime-ts/diagnostic.js';
import type { Checkpoint, LanguageModelConfig, Matrix, MatrixRole } from './checkpoint.js';
import { tensorPlaces } from './tensors.js';

/** How the weights of a matrix are kept. */
export interface Scheme {
  readonly name: SchemeName;
  readonly bits: 8 | 4 | 3;
  /** Columns that share a scale; a whole row where absent. */
  readonly group?: number;
}

export type SchemeName = 'w8' | 'w8g32' | 'w8g64' | 'w4g32' | 'w4g64' | 'w3g32';

const schemes: readonly Scheme[] = [
  { name: 'w8', bits: 8 }, { name: 'w8g32', bits: 8, group: 32 }, { name: 'w8g64', bits: 8, group: 64 },
  { name: 'w4g32', bits: 4, group: 32 }, { name: 'w4g64', bits: 4, group: 64 }, { name: 'w3g32', bits: 3, group: 32 },
];

export const schemeNames: readonly SchemeName[] = schemes.map(({ name }) => name);

/** The scheme of a name; N0404 where there is none. `where` is the option that gave it. */
export function schemeOf(name: string, where: string): Scheme {
  return schemes.find((one) => one.name === name)
    ?? fail('N0404', `"${name}" is no scheme`, { where, hint: `Schemes: ${schemeNames.join(', ')}.` });
}

/** Columns that share a scale in rows of so many. */
export function groupOf({ group }: Scheme, columns: number): number {
  return Math.min(group ?? columns, columns);
}

/** Bytes of a matrix in flash or in a file: packed values, and two for each scale. */
export function quantizedBytes({ bits }: Pick<Scheme, 'bits'>, rows: number, columns: number, group: number): number {
  return Math.ceil((rows * columns * bits) / 8) + 2 * rows * Math.ceil(columns / group);
}

export function matrixBytes(matrix: Matrix): number {
  if (matrix.kind === 'factorized') return matrixBytes(matrix.left) + matrixBytes(matrix.right);
  return matrix.kind === 'float32' ? 4 * matrix.values.length : quantizedBytes(matrix, matrix.rows, matrix.columns, matrix.group);
}

/** All weights of a model, with scales, norms and biases. Reads every matrix once. */
export function modelBytes(checkpoint: Checkpoint): number {
  return tensorPlaces(checkpoint.config).reduce((sum, place) => sum + (place.kind === 'vector' ? 4 * place.length : matrixBytes(checkpoint.matrix(place.role))), 0);
}

/** What a model takes when each matrix has the scheme that is chosen for it. */
export function choiceBytes(config: LanguageModelConfig, scheme: (role: MatrixRole) => Scheme): number {
  return tensorPlaces(config).reduce((sum, place) => {
    if (place.kind === 'vector') return sum + 4 * place.length;
    const chosen = scheme(place.role);
    return sum + quantizedBytes(chosen, place.rows, place.columns, groupOf(chosen, place.columns));
  }, 0);
}
