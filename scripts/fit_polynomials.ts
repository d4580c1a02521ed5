/**
 * Fits the polynomials of runtime-ts/numerics/float32.ts, sin_cos.ts and erfc.ts, and prints their coefficients.
 *
 *     node dist/scripts/fit_polynomials.js
 *
 * Each is the minimax fit of an exact power series by Lawson's iteration: least squares over and over, each point weighted
 * by its last error. Coefficients are rounded to float32 one by one, the lowest first, and the rest fitted anew.
 */

interface Fit {
  readonly name: string;
  readonly terms: number;
  /** The polynomial's argument runs over this interval. */
  readonly from: number;
  readonly to: number;
  /** What the polynomial stands for. */
  target(x: number): number;
  /** An error of the polynomial, times this, is the relative error of the function's value. */
  weight(x: number): number;
}

const ln2 = Math.LN2, quarterTurn = Math.PI / 4, tanhSmall = 0.55;

/** The sum of coefficient(k) x^k until terms no longer count; for |x| < 1. */
function series(x: number, coefficient: (k: number) => number): number {
  let sum = 0;
  for (let k = 0, power = 1; k < 60; k++, power *= x) sum += coefficient(k) * power;
  return sum;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** Taylor coefficients of tanh(x)/x in x^2, by tanh' = 1 - tanh^2. */
const tanhSeries: number[] = [1];
for (let n = 1; n <= 60; n++) {
  let convolution = 0;
  for (let i = 0; i < n; i++) convolution += tanhSeries[i]! * tanhSeries[n - 1 - i]!;
  tanhSeries.push(-convolution / (2 * n + 1));
}

/** exp(x^2) erfc(x) for x >= 1/2: the series of erf, or the continued fraction of Laplace. */
function scaledErfc(x: number): number {
  if (x > 2.2) return 1 / (Math.sqrt(Math.PI) * Array.from({ length: 120 }, (_, k) => (120 - k) / 2).reduce((rest, numerator) => x + numerator / rest, x));
  let sum = 0;
  for (let n = 0, term = x; n < 200; n++, term *= -(x * x) / n) sum += term / (2 * n + 1);
  return (1 - (2 / Math.sqrt(Math.PI)) * sum) * Math.exp(x * x);
}

const erfcArgument = (t: number): number => 2 / t - 2;

const fits: readonly Fit[] = [
  // exp(x) = 1 + x + x^2 p(x)
  { name: 'exp', terms: 5, from: -ln2 / 2, to: ln2 / 2, target: (x) => series(x, (k) => 1 / factorial(k + 2)), weight: (x) => (x * x) / Math.exp(x) },
  // 2^x between two integers, for weights that are rounded anyway
  { name: 'exp2 short', terms: 4, from: -0.5, to: 0.5, target: (x) => 2 ** x, weight: (x) => 2 ** -x },
  // log((1 + s) / (1 - s)) = 2s + s z p(z), z = s^2, for (1 + s) / (1 - s) between the square roots of 1/2 and 2
  { name: 'log', terms: 3, from: 0, to: (Math.SQRT2 - 1) ** 4, target: (z) => series(z, (k) => 2 / (2 * k + 3)), weight: (z) => z / 2 },
  // tanh(x) = x + x z p(z), z = x^2
  { name: 'tanh', terms: 4, from: 0, to: tanhSmall ** 2, target: (z) => series(z, (k) => tanhSeries[k + 1]!), weight: (z) => (z * Math.sqrt(z)) / Math.tanh(Math.sqrt(z)) || 0 },
  // erf(x) = x + x p(z), z = x^2
  {
    name: 'erf', terms: 5, from: 0, to: 0.25, target: (z) => (2 / Math.sqrt(Math.PI)) * series(z, (k) => (-1) ** k / (factorial(k) * (2 * k + 1))) - 1,
    weight: (z) => 1 / (2 / Math.sqrt(Math.PI) - z / 3),
  },
  // exp(x^2) erfc(x) = t p(t), t = 2 / (2 + x), for x from 1/2 to where erfc is no float
  {
    name: 'erfc', terms: 9, from: 2 / 12.1, to: 0.8, target: (t) => scaledErfc(erfcArgument(t)) / t, weight: (t) => t / scaledErfc(erfcArgument(t)),
  },
  // sin(x) = x + x z p(z), z = x^2
  { name: 'sin', terms: 3, from: 0, to: quarterTurn ** 2, target: (z) => series(z, (k) => (-1) ** (k + 1) / factorial(2 * k + 3)), weight: (z) => (z * Math.sqrt(z)) / Math.sin(Math.sqrt(z)) || 0 },
  // cos(x) = 1 - z / 2 + z^2 p(z), z = x^2
  { name: 'cos', terms: 3, from: 0, to: quarterTurn ** 2, target: (z) => series(z, (k) => (-1) ** k / factorial(2 * k + 4)), weight: (z) => (z * z) / Math.cos(Math.sqrt(z)) },
];

for (const fit of fits) {
  const { coefficients, error } = fitFloat32(fit);
  console.log(`${fit.name}: ${coefficients.map((c) => c.toPrecision(9)).join(', ')}   relative error 2^${Math.log2(error).toFixed(1)}`);
}

function fitFloat32(fit: Fit): { readonly coefficients: readonly number[]; readonly error: number } {
  const points = Array.from({ length: 801 }, (_, i) => fit.from + ((fit.to - fit.from) * (1 - Math.cos((Math.PI * i) / 800))) / 2);
  const fixed: number[] = [];
  while (fixed.length < fit.terms) fixed.push(Math.fround(lawson(fit, points, fixed)[0]!));
  return { coefficients: fixed, error: Math.max(...points.map((x) => errorAt(fit, fixed, x))) };
}

function errorAt(fit: Fit, coefficients: readonly number[], x: number): number {
  return Math.abs((fit.target(x) - coefficients.reduceRight((sum, c) => sum * x + c, 0)) * fit.weight(x));
}

/** The coefficients that follow the fixed ones. */
function lawson(fit: Fit, points: readonly number[], fixed: readonly number[]): readonly number[] {
  const scale = Math.max(Math.abs(fit.from), Math.abs(fit.to)), unknowns = fit.terms - fixed.length;
  const rows = points.map((x) => ({
    basis: Array.from({ length: unknowns }, (_, k) => fit.weight(x) * (x / scale) ** (k + fixed.length)),
    wanted: fit.weight(x) * (fit.target(x) - fixed.reduceRight((sum, c) => sum * x + c, 0)),
  }));
  let weights = rows.map(() => 1), solution: readonly number[] = [];
  for (let round = 0; round < 200; round++) {
    const normal = Array.from({ length: unknowns }, (_, i) => Array.from({ length: unknowns + 1 }, (_unused, j) =>
      rows.reduce((sum, row, at) => sum + weights[at]! * row.basis[i]! * (j < unknowns ? row.basis[j]! : row.wanted), 0)));
    solution = solve(normal);
    const errors = rows.map((row) => Math.abs(row.wanted - row.basis.reduce((sum, b, k) => sum + b * solution[k]!, 0)));
    const total = weights.reduce((sum, w, at) => sum + w * errors[at]!, 0);
    if (total === 0) break;
    weights = weights.map((w, at) => (w * errors[at]!) / total);
  }
  return solution.map((c, k) => c / scale ** (k + fixed.length));
}

/** Gaussian elimination with pivots on rows of coefficients and right-hand side. */
function solve(rows: readonly (readonly number[])[]): readonly number[] {
  const m = rows.map((row) => [...row]), n = m.length;
  for (let column = 0; column < n; column++) {
    const pivot = m.slice(column).reduce((best, row, at) => (Math.abs(row[column]!) > Math.abs(m[best]![column]!) ? at + column : best), column);
    [m[column], m[pivot]] = [m[pivot]!, m[column]!];
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = m[row]![column]! / m[column]![column]!;
      for (let k = column; k <= n; k++) m[row]![k]! -= factor * m[column]![k]!;
    }
  }
  return m.map((row, i) => row[n]! / row[i]!);
}
