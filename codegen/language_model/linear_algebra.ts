/** Symmetric matrices in double precision, row-major, as GPTQ and low rank need them. */

/**
 * The upper triangular U with UᵀU = H⁻¹, from the lower triangle of H, which becomes U: with the rows and columns of H turned round, H = R Rᵀ for an upper triangular R by one Cholesky
 * factorization, and U = R⁻¹. H is positive definite: damped.
 */
export function inverseCholesky(h: Float64Array, n: number): void {
  // R from the last column to the first, in the upper triangle; h[i][j] with j <= i is read before it is overwritten.
  const r = new Float64Array(n * n);
  for (let j = n - 1; j >= 0; j--) {
    let square = h[j * n + j]!;
    for (let k = j + 1; k < n; k++) square -= r[j * n + k]! ** 2;
    if (!(square > 0)) throw new Error('the matrix is not positive definite');
    const pivot = Math.sqrt(square);
    r[j * n + j] = pivot;
    for (let i = 0; i < j; i++) {
      let sum = h[j * n + i]!;
      for (let k = j + 1; k < n; k++) sum -= r[i * n + k]! * r[j * n + k]!;
      r[i * n + j] = sum / pivot;
    }
  }
  // U = R⁻¹ row by row from the last: row i of U = (e_i - sum over k > i of R[i][k] U[k]) / R[i][i].
  h.fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const pivot = r[i * n + i]!, row = i * n;
    h[row + i] = 1 / pivot;
    for (let k = i + 1; k < n; k++) {
      const factor = r[row + k]! / pivot, other = k * n;
      for (let j = k; j < n; j++) h[row + j]! -= factor * h[other + j]!;
    }
  }
}

/** The whole of a symmetric matrix from its lower triangle, in place. */
export function symmetric(lower: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) lower[j * n + i] = lower[i * n + j]!;
  return lower;
}
