/** The integer arithmetic against its definition in exact integers. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  doublingHighMultiply, INT32_MAX, INT32_MIN, requantize, requantizeWide, roundingDivideByPowerOfTwo, toMultiplier,
} from '../../runtime-ts/numerics/fixed_point.js';

const test = suite('numerics: fixed point');
const int32 = fc.oneof(fc.integer({ min: INT32_MIN, max: INT32_MAX }), fc.integer({ min: -70000, max: 70000 }), fc.constantFrom(INT32_MIN, INT32_MAX, 2 ** 30, -(2 ** 30)));
const runs = { numRuns: 20_000 };

/** a / 2^bits to the nearest integer, halves up. */
const halvesUp = (a: bigint, bits: number): bigint => (bits === 0 ? a : (a + (1n << BigInt(bits - 1))) >> BigInt(bits));
const halvesAway = (a: bigint, bits: number): bigint => (a < 0n ? -halvesUp(-a, bits) : halvesUp(a, bits));

test('the doubling high product rounds halves up and saturates', () => {
  fc.assert(fc.property(int32, int32, (a, b) => {
    const exact = halvesUp(BigInt(a) * BigInt(b), 31);
    assert.is(BigInt(doublingHighMultiply(a, b)), exact > BigInt(INT32_MAX) ? BigInt(INT32_MAX) : exact);
  }), runs);
});

test('division by a power of two rounds halves away from zero', () => {
  fc.assert(fc.property(int32, fc.integer({ min: 0, max: 31 }), (x, bits) => {
    assert.is(BigInt(roundingDivideByPowerOfTwo(x, bits)), halvesAway(BigInt(x), bits));
  }), runs);
});

test('every tie of every shift', () => {
  for (let bits = 1; bits <= 31; bits++)
    for (const quotient of [-3, -2, -1, 0, 1, 2])
      for (const around of [-1, 0, 1]) {
        const x = (quotient + 0.5) * 2 ** bits + around;
        if (x >= INT32_MIN && x <= INT32_MAX && Number.isInteger(x)) assert.is(BigInt(roundingDivideByPowerOfTwo(x, bits)), halvesAway(BigInt(x), bits), `${x} >> ${bits}`);
      }
});

test('requantization rounds twice and wraps what a left shift pushes out', () => {
  fc.assert(fc.property(int32, fc.integer({ min: 0, max: INT32_MAX }), fc.integer({ min: -31, max: 30 }), (x, mantissa, shift) => {
    const shifted = BigInt.asIntN(32, BigInt(x) << BigInt(Math.max(shift, 0)));
    const expected = halvesAway(halvesUp(shifted * BigInt(mantissa), 31), Math.max(-shift, 0));
    assert.is(BigInt(requantize(x, { mantissa, shift })), expected);
  }), runs);
});

test('wide requantization rounds once, with the upper 16 bits of the mantissa', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(1n << 47n), max: 1n << 47n }), fc.integer({ min: 0, max: INT32_MAX }), fc.integer({ min: -31, max: 7 }), (x, mantissa, shift) => {
    const reduced = Math.min(Math.floor((mantissa + 2 ** 15) / 2 ** 16), 0x7fff);
    assert.is(BigInt(requantizeWide(x, { mantissa, shift })), BigInt.asIntN(32, halvesUp(x * BigInt(reduced), 15 - shift)));
  }), runs);
});

test('a multiplier stands for its number', () => {
  fc.assert(fc.property(fc.double({ min: 2 ** -30, max: 2 ** 29, noNaN: true }), (value) => {
    const { mantissa, shift } = toMultiplier(value);
    assert.ok(mantissa >= 2 ** 30 && mantissa < 2 ** 31);
    assert.ok(Math.abs(mantissa * 2 ** (shift - 31) - value) <= 2 ** (shift - 32));
  }), runs);
  assert.equal(toMultiplier(0), { mantissa: 0, shift: 0 });
  assert.equal(toMultiplier(2 ** -33), { mantissa: 0, shift: 0 });
  assert.equal(toMultiplier(2 ** 40), { mantissa: INT32_MAX, shift: 30 });
  assert.equal(toMultiplier(1 - 2 ** -40), { mantissa: 2 ** 30, shift: 1 });
});

test.run();
