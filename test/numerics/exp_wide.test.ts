/** exp in double precision against the JavaScript engine's, which is exact to a unit or so of its last place. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expWide } from '../../runtime-ts/numerics/exp_wide.js';
import { fnv1a, xorshift32 } from '../support/inputs.js';

const test = suite('exp_wide');

test('of random numbers, within 4 units of the last place', () => {
  const random = xorshift32(fnv1a('exp_wide'));
  for (const range of [1e-9, 1, 20, 700])
    for (let i = 0; i < 20000; i++) {
      const x = range * (random() / 2 ** 31 - 1), want = Math.exp(x);
      assert.ok(Math.abs(expWide(x) - want) <= 4 * Number.EPSILON * want, `exp(${x}) is ${want}, not ${expWide(x)}`);
    }
});

test('at the ends of what a double holds', () => {
  for (const x of [0, -0, 709, -708, 711, -750, Infinity, -Infinity]) assert.ok(Math.abs(expWide(x) / Math.exp(x) - 1) < 1e-15 || expWide(x) === Math.exp(x), `exp(${x})`);
  assert.ok(Number.isNaN(expWide(NaN)));
  assert.ok(expWide(-745) > 0 && expWide(-745) < 1e-320);
});

test.run();
