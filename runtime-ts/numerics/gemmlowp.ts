/**
 * Fixed-point functions of gemmlowp's fixedpoint.h that TFLite's integer kernels use. A number with `n` integer bits is
 * a 32-bit raw value times 2^(n - 31). Products are doubling high multiplies, so integer bits add up.
 */
import { clamp, doublingHighMultiply as multiply, INT32_MAX, INT32_MIN, roundingDivideByPowerOfTwo } from './fixed_point.js';

/** SaturatingRoundingMultiplyByPOT: x * 2^exponent, saturated to the left and rounded to the right. */
export function multiplyByPowerOfTwo(x: number, exponent: number): number {
  return exponent >= 0 ? clamp(x * 2 ** exponent, INT32_MIN, INT32_MAX) : roundingDivideByPowerOfTwo(x, -exponent);
}

/** exp(a) for a in [-1/4, 0), no integer bits: a Taylor polynomial around -1/8. */
function expBetweenMinusQuarterAndZero(a: number): number {
  const expOfMinusEighth = 1895147668, third = 715827883;
  const x = a + 2 ** 28;
  const x2 = multiply(x, x), x3 = multiply(x2, x), x4 = multiply(x2, x2);
  const tail = multiplyByPowerOfTwo((multiply((multiplyByPowerOfTwo(x4, -2) + x3) | 0, third) + x2) | 0, -1);
  return (expOfMinusEighth + multiply(expOfMinusEighth, (x + tail) | 0)) | 0;
}

/** exp(-2^k) for k = -2 to 4, no integer bits. */
const expOfMinusPowers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

/** exp_on_negative_values: exp(a) for a <= 0 with up to 5 integer bits; the result has none. */
export function expOnNegativeValues(a: number, integerBits: number): number {
  if (a === 0) return INT32_MAX;
  const fractionBits = 31 - integerBits, quarter = 2 ** (fractionBits - 2);
  const remainderBelowQuarter = (a & (quarter - 1)) - quarter;
  const remainder = remainderBelowQuarter - a;
  let result = expBetweenMinusQuarterAndZero(multiplyByPowerOfTwo(remainderBelowQuarter, integerBits));
  expOfMinusPowers.forEach((factor, index) => {
    const exponent = index - 2;
    if (integerBits > exponent && remainder & (1 << (fractionBits + exponent))) result = multiply(result, factor);
  });
  return result;
}

/** one_over_one_plus_x_for_x_in_0_1, no integer bits: three Newton-Raphson steps on the reciprocal of (1 + a) / 2. */
export function oneOverOnePlus(a: number): number {
  const halfDenominator = Math.trunc((a + INT32_MAX + (a + INT32_MAX >= 0 ? 1 : -1)) / 2);
  const fortyEight17ths = 1515870810, minusThirtyTwo17ths = -1010580540, one = 2 ** 29;
  let x = (fortyEight17ths + multiply(halfDenominator, minusThirtyTwo17ths)) | 0;
  for (let step = 0; step < 3; step++)
    x = (x + multiplyByPowerOfTwo(multiply(x, one - multiply(halfDenominator, x)), 2)) | 0;
  return multiplyByPowerOfTwo(x, 1);
}
