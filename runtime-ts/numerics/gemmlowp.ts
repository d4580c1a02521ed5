/**
 * Fixed-point functions that TFLite's integer kernels take from gemmlowp (fixedpoint.h) and build upon it. A number with
 * `n` integer bits is a 32-bit raw value times 2^(n - 31). Products are doubling high multiplies, so integer bits add up.
 * Twin: firmware/include/bn_gemmlowp.h.
 */
import {
  clamp, doublingHighMultiply as multiply, INT32_MAX, INT32_MIN, type Multiplier, roundingDivideByPowerOfTwo,
} from './fixed_point.js';

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

/** Newton-Raphson in three steps: 2 / (1 + a) for a in [0, 1), two integer bits in the result and none in a. */
function twoOverOnePlus(a: number): number {
  const fortyEight17ths = 1515870810, minusThirtyTwo17ths = -1010580540, one = 2 ** 29;
  const halfDenominator = Math.floor((a + 2 ** 31) / 2);
  let x = (fortyEight17ths + multiply(halfDenominator, minusThirtyTwo17ths)) | 0;
  for (let step = 0; step < 3; step++)
    x = (x + multiplyByPowerOfTwo(multiply(x, one - multiply(halfDenominator, x)), 2)) | 0;
  return x;
}

/** one_over_one_plus_x_for_x_in_0_1: no integer bits. */
export function oneOverOnePlus(a: number): number {
  return multiplyByPowerOfTwo(twoOverOnePlus(a), 1);
}

/** logistic: 1 / (1 + exp(-a)); the result has no integer bits. */
export function fixedLogistic(a: number, integerBits: number): number {
  if (a === 0) return 2 ** 30;
  const ofMagnitude = oneOverOnePlus(expOnNegativeValues(-Math.abs(a), integerBits));
  return a > 0 ? ofMagnitude : INT32_MAX - ofMagnitude;
}

/** tanh: (1 - exp(-2a)) / (1 + exp(-2a)), up to 4 integer bits in a; the result has none. */
export function fixedTanh(a: number, integerBits: number): number {
  if (a === 0) return 0;
  const expOfTwice = expOnNegativeValues(-Math.abs(a), integerBits + 1);
  const ofMagnitude = multiplyByPowerOfTwo(twoOverOnePlus(expOfTwice) - 2 ** 29, 2);
  return a > 0 ? ofMagnitude : -ofMagnitude;
}

/**
 * GetReciprocal (tensorflow/lite/kernels/internal/common.h): 1 / x for x > 0. The result is mantissa * 2^(-31 - shift),
 * where shift counts the bits of x above 1.
 */
export function reciprocal(x: number, integerBits: number): Multiplier {
  const headroom = Math.clz32(x);
  return { mantissa: oneOverOnePlus(((x << headroom) - 2 ** 31) | 0), shift: integerBits - headroom };
}

/** GetInvSqrtQuantizedMultiplierExp with reverse_shift -1 (common.h): 1 / sqrt(x) of an integer x >= 0, 0 taken as 1. */
export function inverseSqrt(x: number): Multiplier {
  if (x <= 1) return { mantissa: INT32_MAX, shift: 0 };
  let shift = 11, number = x;
  for (; number >= 2 ** 29; number >>= 2) shift++;
  const pairs = ((Math.clz32(number) - 1) >> 1) - 1;
  shift -= pairs;
  // Newton-Raphson on a number in [1/4, 1), three integer bits.
  number = (number << (2 * pairs)) >> 1;
  const half = multiplyByPowerOfTwo(number, -1), halfThree = 2 ** 28 + 2 ** 27, halfSqrt2 = 1518500250;
  let root = 2 ** 28;
  for (let step = 0; step < 5; step++) {
    const cube = multiplyByPowerOfTwo(multiply(multiply(root, root), root), 6);
    root = multiplyByPowerOfTwo((multiply(halfThree, root) - multiply(half, cube)) | 0, 3);
  }
  root = multiply(root, halfSqrt2);
  return shift < 0 ? { mantissa: root << -shift, shift: 0 } : { mantissa: root, shift: 0 - shift };
}

/**
 * log_x_for_x_greater_than_or_equal_to_1 (common.h): ln(x) for x > 0. Two guesses of x = r * 2^k, half a power of two apart,
 * keep r near 2^(-1/4); its logarithm is a rational function.
 */
export function fixedLog(x: number, integerBits: number, resultBits: number): number {
  const ln2 = 1488522236, quarterRootOfHalf = 1805811301, rootOfHalf = 1518500250;
  const alphaN = 117049297, alphaD = 127690142, alphaI = 1057819769, alphaF = 638450708;
  const powerShift = 30 - resultBits, quarter = 2 ** (powerShift - 2);

  const headroomA = Math.clz32(x) - 1;
  const rA = multiplyByPowerOfTwo(multiply(multiplyByPowerOfTwo(x, headroomA), rootOfHalf), 1);
  const powerA = multiplyByPowerOfTwo(integerBits - headroomA - 1, powerShift) + quarter;
  const headroomB = Math.clz32(multiply(x, rootOfHalf)) - 1;
  const rB = multiplyByPowerOfTwo(x, headroomB);
  const powerB = multiplyByPowerOfTwo(integerBits - headroomB, powerShift) - quarter;
  const r = Math.min(rA, rB), power = Math.max(powerA, powerB);

  const p = Math.floor((r + quarterRootOfHalf + 1) / 2);
  const q = 2 * (r - quarterRootOfHalf), q2 = multiply(q, q);
  const numerator = (multiply(q, r) + multiply(multiply(q, q2), alphaN)) | 0;
  const denominatorMinusOne = (multiply(p, (alphaI + q + multiply(alphaD, q2)) | 0) + multiply(alphaF, q)) | 0;
  const fraction = multiply(multiplyByPowerOfTwo(numerator, -1 - resultBits), oneOverOnePlus(denominatorMinusOne));
  return multiplyByPowerOfTwo((multiply(power, ln2) + fraction) | 0, 1);
}
