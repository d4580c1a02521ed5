/** Singular values by one-sided Jacobi rotations (Hestenes 1958; Golub and Van Loan, Matrix Computations, 8.6.3), in double precision. */

export interface SingularValues {
  /** Falling, as many as the shorter side is long. */
  readonly sigma: Float64Array;
  /** Numbers of the left vector k; 0 where sigma[k] is 0. */
  left(row: number, k: number): number;
  /** Numbers of the right vector k; 0 where sigma[k] is 0. */
  right(column: number, k: number): number;
}

/** So many sweeps are more than enough: convergence is quadratic. */
const mostSweeps = 60;

/** The decomposition A = sum over k of sigma[k] left[k] right[k]ᵀ of a row-major matrix of finite numbers. */
export function singularValues(values: ArrayLike<number>, rows: number, columns: number): SingularValues {
  // The columns of the taller of A and Aᵀ become orthogonal to each other, each lying together in memory; `turns` gathers the rotations.
  const tall = rows >= columns, n = Math.min(rows, columns), m = Math.max(rows, columns), a = new Float64Array(n * m), turns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    turns[j * n + j] = 1;
    for (let i = 0; i < m; i++) a[j * m + i] = tall ? values[i * columns + j]! : values[j * columns + i]!;
  }
  for (let sweep = 0, rotated = true; rotated; sweep++) {
    if (sweep === mostSweeps) throw new Error('the singular values do not converge');
    rotated = false;
    for (let p = 0; p + 1 < n; p++)
      for (let q = p + 1; q < n; q++) {
        let pp = 0, qq = 0, pq = 0;
        for (let i = 0; i < m; i++) {
          const x = a[p * m + i]!, y = a[q * m + i]!;
          pp += x * x;
          qq += y * y;
          pq += x * y;
        }
        if (Math.abs(pq) <= 1e-14 * Math.sqrt(pp * qq)) continue;
        rotated = true;
        const zeta = (qq - pp) / (2 * pq), t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta)), c = 1 / Math.sqrt(1 + t * t), s = c * t;
        rotate(a, p * m, q * m, m, c, s);
        rotate(turns, p * n, q * n, n, c, s);
      }
  }
  const norms = Float64Array.from({ length: n }, (_, j) => Math.sqrt(a.subarray(j * m, (j + 1) * m).reduce((sum, x) => sum + x * x, 0)));
  const order = Array.from(norms.keys()).sort((x, y) => norms[y]! - norms[x]! || x - y), sigma = Float64Array.from(order, (j) => norms[j]!);
  const long = (i: number, k: number): number => (sigma[k]! > 0 ? a[order[k]! * m + i]! / sigma[k]! : 0), short = (i: number, k: number): number => (sigma[k]! > 0 ? turns[order[k]! * n + i]! : 0);
  return tall ? { sigma, left: long, right: short } : { sigma, left: short, right: long };
}

function rotate(a: Float64Array, p: number, q: number, length: number, c: number, s: number): void {
  for (let i = 0; i < length; i++) {
    const x = a[p + i]!, y = a[q + i]!;
    a[p + i] = c * x - s * y;
    a[q + i] = s * x + c * y;
  }
}
