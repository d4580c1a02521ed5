/** Products of a matrix with many vectors, each with the arithmetic of docs/adr/0013_language_models.md. */
import { dynamicQuantize, floatOfHalf } from '../../runtime-ts/language_model/arithmetic.js';
import type { FloatMatrix, Matrix, QuantizedMatrix } from './checkpoint.js';

const f = Math.fround;

/** Every vector of `x` [count][columns] times the matrix: [count][rows]. */
export function products(matrix: Matrix, x: Float32Array): Float32Array {
  if (matrix.kind === 'factorized') return floatProducts(matrix.left, floatProducts(matrix.right, x));
  return matrix.kind === 'float32' ? floatProducts(matrix, x) : quantizedProducts(matrix, x);
}

/** Rounded after every operation, left to right from 0. Four rows at a time keep four independent sums going. */
function floatProducts({ rows, columns, values: w }: FloatMatrix, x: Float32Array): Float32Array {
  const count = x.length / columns, y = new Float32Array(count * rows), whole = rows - (rows % 4);
  for (let at = 0; at < count; at++) {
    const from = at * columns, to = at * rows;
    for (let row = 0; row < whole; row += 4) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      const w0 = row * columns, w1 = w0 + columns, w2 = w1 + columns, w3 = w2 + columns;
      for (let i = 0; i < columns; i++) {
        const xi = x[from + i]!;
        s0 = f(s0 + f(w[w0 + i]! * xi));
        s1 = f(s1 + f(w[w1 + i]! * xi));
        s2 = f(s2 + f(w[w2 + i]! * xi));
        s3 = f(s3 + f(w[w3 + i]! * xi));
      }
      y[to + row] = s0;
      y[to + row + 1] = s1;
      y[to + row + 2] = s2;
      y[to + row + 3] = s3;
    }
    for (let row = whole; row < rows; row++) {
      let sum = 0;
      for (let i = 0; i < columns; i++) sum = f(sum + f(w[row * columns + i]! * x[from + i]!));
      y[to + row] = sum;
    }
  }
  return y;
}

/** Exact integer sums of a group, then a float32 sum over the groups. */
function quantizedProducts({ rows, columns, group, values: w, scales }: QuantizedMatrix, x: Float32Array): Float32Array {
  const count = x.length / columns, y = new Float32Array(count * rows), groups = Math.ceil(columns / group);
  const factors = Float32Array.from(scales, floatOfHalf), q = new Int8Array(columns);
  for (let at = 0; at < count; at++) {
    const scale = dynamicQuantize(q, x.subarray(at * columns, (at + 1) * columns));
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let g = 0; g < groups; g++) {
        const from = g * group, to = Math.min(from + group, columns), base = row * columns;
        let dot = 0;
        for (let i = from; i < to; i++) dot = (dot + w[base + i]! * q[i]!) | 0;
        sum = f(sum + f(f(dot) * factors[row * groups + g]!));
      }
      y[at * rows + row] = f(scale * sum);
    }
  }
  return y;
}
