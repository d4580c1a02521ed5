/**
 * What calibration has to remember of a matrix's inputs. Besides H = 2 XᵀX of the inputs x that it gets in the quantized model, also what they would have been in the float model
 * (as GPTAQ does, Li et al., 2025) and how far the residual stream has strayed: so a matrix makes good what those before it lost.
 */
import { inverseCholesky } from './linear_algebra.js';

/** Of the mean of H's diagonal, added to it. */
const damping = 0.01;

/** Tokens that are added together. */
const block = 4;

export class Moments {
  /** 2 sum x xᵀ, the lower triangle. */
  readonly #own: Float64Array;
  /** 2 sum x' xᵀ, with x' the float model's input. */
  readonly #cross: Float64Array;
  /** 2 sum d xᵀ, with d what the residual stream lacks: [rows][columns]. */
  #missing: Float64Array | undefined;

  constructor(readonly columns: number) {
    this.#own = new Float64Array(columns * columns);
    this.#cross = new Float64Array(columns * columns);
  }

  /** Adds tokens: inputs [tokens][columns] in the quantized model and in the float model, and how much the float model's residual stream exceeds the quantized one's, [tokens][rows]. */
  add(x: Float32Array, float: Float32Array, missing?: Float32Array): void {
    const n = this.columns, tokens = x.length / n, rows = missing === undefined ? 0 : missing.length / tokens, factors = new Float64Array(block);
    if (missing !== undefined) this.#missing ??= new Float64Array(rows * n);
    // Several tokens at a time: a sum is read and written once for all of them.
    for (let at = 0; at < tokens; at += block) {
      const inputs = Array.from({ length: block }, (_, k) => (at + k < tokens ? x.subarray((at + k) * n, (at + k + 1) * n) : new Float32Array(n)));
      /** Adds the tokens' numbers at `index` of `of` times their inputs. */
      const add = (into: Float64Array, row: number, of: Float32Array, width: number, index: number, count: number): void => {
        for (let k = 0; k < block; k++) factors[k] = at + k < tokens ? 2 * of[(at + k) * width + index]! : 0;
        addMultiples(into, row * n, inputs, factors, count);
      };
      for (let i = 0; i < n; i++) {
        add(this.#own, i, x, n, i, i + 1);
        add(this.#cross, i, float, n, i, n);
      }
      if (missing !== undefined && this.#missing !== undefined) for (let row = 0; row < rows; row++) add(this.#missing, row, missing, rows, row, n);
    }
  }

  get #damp(): number {
    const n = this.columns;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += this.#own[i * n + i]!;
    return sum === 0 ? 1 : (damping * sum) / n;
  }

  /** H, damped: its lower triangle. */
  damped(): Float64Array {
    const h = this.#own.slice(), n = this.columns, damp = this.#damp;
    for (let i = 0; i < n; i++) h[i * n + i]! += damp;
    return h;
  }

  /** The float weights that, with the quantized model's inputs, come nearest to the float model's outputs: (W C + D + damp W)(H + damp)⁻¹. */
  target(weights: Float32Array): Float64Array {
    const n = this.columns, rows = weights.length / n, u = this.damped(), damp = this.#damp, result = new Float64Array(weights.length), wanted = new Float64Array(n), half = new Float64Array(n);
    inverseCholesky(u, n);
    for (let row = 0; row < rows; row++) {
      const w = weights.subarray(row * n, (row + 1) * n);
      for (let i = 0; i < n; i++) wanted[i] = damp * w[i]! + (this.#missing?.[row * n + i] ?? 0);
      for (let i = 0; i < n; i++) addMultiple(wanted, 0, this.#cross.subarray(i * n, (i + 1) * n), w[i]!, n);
      // The inverse is UᵀU.
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = i; j < n; j++) sum += wanted[j]! * u[i * n + j]!;
        half[i] = sum;
      }
      const out = result.subarray(row * n, (row + 1) * n);
      for (let i = 0; i < n; i++) for (let j = i; j < n; j++) out[j]! += half[i]! * u[i * n + j]!;
    }
    return result;
  }
}

function addMultiple(into: Float64Array, at: number, x: Float32Array | Float64Array, factor: number, count: number): void {
  if (factor === 0) return;
  for (let j = 0; j < count; j++) into[at + j]! += factor * x[j]!;
}

function addMultiples(into: Float64Array, at: number, [x0, x1, x2, x3]: readonly Float32Array[], factors: Float64Array, count: number): void {
  if (x0 === undefined || x1 === undefined || x2 === undefined || x3 === undefined) return;
  const f0 = factors[0]!, f1 = factors[1]!, f2 = factors[2]!, f3 = factors[3]!;
  for (let j = 0; j < count; j++) into[at + j]! += f0 * x0[j]! + f1 * x1[j]! + f2 * x2[j]! + f3 * x3[j]!;
}
