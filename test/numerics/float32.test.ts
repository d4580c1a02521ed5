/** The float functions against double precision, and their special values. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as float from '../../runtime-ts/numerics/float32.js';
import { floatOfBits } from '../../runtime-ts/numerics/float32_bits.js';

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

/** The bounds are docs/numerics.md's figures. Doubles are off by far less than a hundredth of a float's last place. */
const accuracies: readonly (readonly [string, (x: number) => number, (x: number) => number, number])[] = [
  ['exp', float.exp, Math.exp, 0.9], ['expm1', float.expm1, Math.expm1, 1.6], ['log', float.log, Math.log, 0.82],
  ['tanh', float.tanh, Math.tanh, 1.33], ['logistic', float.logistic, (x) => 1 / (1 + Math.exp(-x)), 1.68],
  ['sin', float.sin, Math.sin, 1.6], ['cos', float.cos, Math.cos, 1.6],
  ['sqrt', float.sqrt, Math.sqrt, 0.5], ['rsqrt', float.rsqrt, (x) => 1 / Math.sqrt(x), 1.5],
];
for (const [name, got, exact, bound] of accuracies) {
  test(`${name} is within ${bound} units of the last place`, () => {
    const { error, at } = worst(got, exact, 200_000);
    assert.ok(error <= bound, `${error} at ${at}`);
  });
}

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

test('the largest finite arguments', () => {
  // The float nearest to a multiple of pi/2, and the largest float.
  for (const x of [16367173 * 2 ** 72, 3.4028234663852886e38]) {
    assert.ok(ulps(float.sin(x), Math.sin(x)) <= 1.6);
    assert.ok(ulps(float.cos(x), Math.cos(x)) <= 1.6);
  }
});

test.run();
