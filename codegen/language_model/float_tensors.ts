/** A model's tensors as float32, checked to be finite. */
import { fail } from '../../runtime-ts/diagnostic.js';
import { floatOfHalf } from '../../runtime-ts/numerics/half.js';
import type { Checkpoint, FloatMatrix, Matrix, MatrixRole, VectorRole } from './checkpoint.js';
import { tensorName } from './tensors.js';

/** A matrix as float32; N0652 where a weight is not finite, N0655 where it is factorized. */
export function floatMatrix(matrix: Matrix, role: MatrixRole): FloatMatrix {
  if (matrix.kind === 'factorized') return fail('N0655', 'it is a product of two', { where: `tensor ${tensorName(role)}` });
  const { rows, columns } = matrix, values = matrix.kind === 'float32' ? matrix.values : new Float32Array(rows * columns);
  if (matrix.kind === 'quantized') {
    const { group, scales, values: levels } = matrix, groups = Math.ceil(columns / group);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < columns; i++) values[row * columns + i] = levels[row * columns + i]! * floatOfHalf(scales[row * groups + Math.floor(i / group)]!);
  }
  checkFinite(values, role, columns);
  return { kind: 'float32', rows, columns, values };
}

export function finiteFloats(checkpoint: Checkpoint, role: VectorRole): Float32Array {
  const values = checkpoint.vector(role);
  checkFinite(values, role, values.length);
  return values;
}

function checkFinite(values: Float32Array, role: MatrixRole | VectorRole, columns: number): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  fail('N0652', `${count} of ${values.length} weights are not finite`, {
    where: `tensor ${tensorName(role)}`, why: `the first, at row ${Math.floor(at / columns)}, column ${at % columns}, is ${values[at]}`,
  });
}
