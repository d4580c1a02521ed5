/** The float functions against double precision, and their special values. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { erfc } from '../../runtime-ts/numerics/erfc.js';
import * as float from '../../runtime-ts/numerics/float32.js';
import { floatOfBits } from '../../runtime-ts/numerics/float32_bits.js';
import { pow } from '../../runtime-ts/numerics/pow.js';
import { reals } from '../support/inputs.js';

const test = suite('numerics: float32');

/** The distance to the exact value, in units of the last place of a float32 of its size. */
function ulps(got: number, exact: number): number {
  if (Number.isNaN(exact)) return Number.isNaN(got) ? 0 : Infinity;
  if (Math.fround(exact) === got) return Math.abs(exact) <= 3.4028234663852886e38 && Number.isFinite(exact) ? Math.abs(got - exact) / lastPlace(exact) : 0;
  return Math.abs(got - exact) / lastPlace(exact);
}

function lastPlace(x: number): number {
  return 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(x))) - 23);
}

/** The largest error of every 2^32 / `count`th float. */
function worst(got: (x: number) => number, exact: (x: number) => number, count: number): { readonly error: number; readonly at: number } {
  const found = { error: 0, at: 0 }, stride = Math.floor(2 ** 32 / count) | 1;
  for (let bits = 0; bits < 2 ** 32; bits += stride) {
    const x = floatOfBits(bits), error = ulps(got(x), exact(x));
    if (!(error <= found.error)) Object.assign(found, { error, at: x });
  }
  return found;
}

/** erfc in double precision: the series of erf, or the continued fraction of Laplace. */
function exactErfc(x: number): number {
  if (x < 0) return 2 - exactErfc(-x);
  if (x > 2.2) return Math.exp(-x * x) / (Math.sqrt(Math.PI) * Array.from({ length: 120 }, (_, k) => (120 - k) / 2).reduce((rest, numerator) => x + numerator / rest, x));
  let sum = 0;
  for (let n = 0, term = x; n < 200; n++, term *= -(x * x) / n) sum += term / (2 * n + 1);
  return 1 - (2 / Math.sqrt(Math.PI)) * sum;
}

/** Doubles are off by far less than a hundredth of a float's last place. */
const accuracies: readonly (readonly [string, (x: number) => number, (x: number) => number, number])[] = [
  ['exp', float.exp, Math.exp, 0.9], ['expm1', float.expm1, Math.expm1, 1.6], ['log', float.log, Math.log, 0.82],
  ['tanh', float.tanh, Math.tanh, 1.33], ['logistic', float.logistic, (x) => 1 / (1 + Math.exp(-x)), 1.68],
  ['erfc', erfc, exactErfc, 4.3], ['sin', float.sin, Math.sin, 1.6], ['cos', float.cos, Math.cos, 1.6],
  ['sqrt', float.sqrt, Math.sqrt, 0.5], ['rsqrt', float.rsqrt, (x) => 1 / Math.sqrt(x), 1.5],
];
for (const [name, got, exact, bound] of accuracies) {
  test(`${name} is within ${bound} units of the last place`, () => {
    const { error, at } = worst(got, exact, 200_000);
    assert.ok(error <= bound, `${error} at ${at}`);
  });
}

test('exp2Short is within 2^-13 of what it stands for', () => {
  for (let at = 0; at <= 100_000; at++) {
    const y = Math.fround(-at / 1000), exact = 2 ** y;
    assert.ok(Math.abs(float.exp2Short(y) - exact) <= exact * 2 ** -13, String(y));
  }
  for (const y of [-100.6, -1000, -12582912, -1e30, -Infinity]) assert.is(float.exp2Short(y), 0);
});

test('special values', () => {
  const cases: readonly (readonly [keyof typeof float, number, number])[] = [
    ['exp', -Infinity, 0], ['exp', Infinity, Infinity], ['exp', 0, 1], ['exp', -0, 1], ['exp', 88.8, Infinity], ['exp', -104, 0], ['exp', -103.5, 2 ** -149],
    ['expm1', -0, -0], ['expm1', -Infinity, -1], ['expm1', Infinity, Infinity], ['expm1', -20, -1], ['expm1', 1e-30, Math.fround(1e-30)],
    ['log', 0, -Infinity], ['log', -0, -Infinity], ['log', -1, NaN], ['log', -Infinity, NaN], ['log', Infinity, Infinity], ['log', 1, 0],
    ['tanh', -0, -0], ['tanh', Infinity, 1], ['tanh', -Infinity, -1], ['tanh', 20, 1],
    ['logistic', 0, 0.5], ['logistic', Infinity, 1], ['logistic', -Infinity, 0], ['logistic', 100, 1],
    ['sin', -0, -0], ['sin', Infinity, NaN], ['cos', 0, 1], ['cos', -Infinity, NaN],
    ['sqrt', -0, -0], ['sqrt', -1, NaN], ['sqrt', Infinity, Infinity], ['rsqrt', 0, Infinity], ['rsqrt', -0, -Infinity], ['rsqrt', Infinity, 0],
    ['floor', -0.5, -1], ['floor', -0, -0], ['ceil', -0.5, -0], ['ceil', 0.5, 1], ['floor', -Infinity, -Infinity],
    ['roundHalfEven', 0.5, 0], ['roundHalfEven', 1.5, 2], ['roundHalfEven', 2.5, 2], ['roundHalfEven', -0.5, -0], ['roundHalfEven', -1.5, -2], ['roundHalfEven', 8388609, 8388609],
  ];
  for (const [name, x, expected] of cases) assert.ok(Object.is(float[name](Math.fround(x)), expected), `${name}(${x}) = ${float[name](Math.fround(x))}`);
  for (const [name, f] of Object.entries(float)) assert.ok(Number.isNaN(f(NaN)), `${name}(NaN)`);
});

test('pow is within 0.51 units of the last place', () => {
  const bases = [...reals('bases', 20_000, 0, 30), ...reals('bases near 1', 20_000, 0.9, 1.1)], exponents = [...reals('exponents', 20_000, -25, 25), ...reals('large exponents', 20_000, -800, 800)];
  bases.forEach((x, at) => {
    const y = exponents[at] ?? 0, error = ulps(pow(x, y), x ** y);
    assert.ok(error <= 0.51, `${error} at ${x} ^ ${y}`);
  });
});

test('special values of pow and erfc', () => {
  const powers: readonly (readonly [number, number, number])[] = [
    [0, 0, 1], [NaN, 0, 1], [1, NaN, 1], [NaN, 1, NaN], [2, NaN, NaN], [-2, 3, -8], [-2, 2, 4], [-2, 0.5, NaN], [-8, 1 / 3, NaN], [0, 3, 0], [-0, 3, -0], [-0, 2, 0],
    [0, -1, Infinity], [-0, -1, -Infinity], [-0, -2, Infinity], [-0, 0.5, 0], [Infinity, 2, Infinity], [-Infinity, 3, -Infinity], [-Infinity, -3, -0], [-Infinity, 0.5, Infinity],
    [2, Infinity, Infinity], [0.5, Infinity, 0], [-2, -Infinity, 0], [-1, Infinity, 1], [-1, 2 ** 24, 1], [-1, 16777215, -1], [2, 128, Infinity], [2, -149, 2 ** -149], [2, -150, 0], [10, 2, 100],
  ];
  for (const [x, y, expected] of powers) assert.ok(Object.is(pow(x, Math.fround(y)), expected), `pow(${x}, ${y}) = ${pow(x, Math.fround(y))}`);
  for (const [x, expected] of [[0, 1], [-0, 1], [Infinity, 0], [-Infinity, 2], [NaN, NaN], [20, 0], [-5, 2]] as const) assert.ok(Object.is(erfc(x), expected), `erfc(${x})`);
});

test('the largest finite arguments', () => {
  // The float nearest to a multiple of pi/2, and the largest float.
  for (const x of [16367173 * 2 ** 72, 3.4028234663852886e38]) {
    assert.ok(ulps(float.sin(x), Math.sin(x)) <= 1.6);
    assert.ok(ulps(float.cos(x), Math.cos(x)) <= 1.6);
  }
});

test.run();
