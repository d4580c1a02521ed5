/**
 * Float32 functions with the same bits on every machine: every operation is rounded to float32, in the order written here.
 * Arguments are float32 numbers. Twin: firmware/include/bn_float.h. test/numerics/float32.test.ts holds them to their
 * largest errors. The polynomials are minimax fits by scripts/fit_polynomials.ts.
 */
import { bitsOfFloat, floatOfBits, log2OfE, powerOfTwo, scale, withSignOf } from './float32_bits.js';

export { cos, sin } from './sin_cos.js';

const f = Math.fround;

export function sqrt(x: number): number {
  return f(Math.sqrt(x));
}

/** 1 / sqrt(x), as TFLM's RSQRT computes it. */
export function rsqrt(x: number): number {
  return f(1 / sqrt(x));
}

export const floor = Math.floor, ceil = Math.ceil;

/** To the nearest integer, halves to the even one. */
export function roundHalfEven(x: number): number {
  const size = Math.abs(x);
  // Beyond 2^23 floats are integers. Below, adding it leaves no bits for a fraction.
  return size < 2 ** 23 ? withSignOf(f(f(size + 2 ** 23) - 2 ** 23), x) : x;
}

/** exp(x) = 2^power * (1 + minusOne), with |minusOne| below 0.42. */
interface ExpParts { readonly minusOne: number; readonly power: number }

const rounder = 2 ** 23 * 1.5;
/** ln 2 in two parts; the first is so short that a power times it is exact. */
const ln2High = 0.693359375, ln2Low = f(-0.000212194442);
const exp0 = f(0.49999994), exp1 = f(0.166665226), exp2 = f(0.0416682921), exp3 = f(0.00836853217), exp4 = f(0.00138182961);

/** |x| up to 104; NaN gives NaN. */
function splitExp(x: number): ExpParts {
  const power = f(f(f(x * log2OfE) + rounder) - rounder);
  const high = f(x - f(power * ln2High)), low = f(power * ln2Low), r = f(high - low);
  const tail = f(f(f(f(f(f(f(f(exp4 * r) + exp3) * r) + exp2) * r) + exp1) * r) + exp0);
  return { minusOne: f(f(f(f(r * r) * tail) - low) + high), power: power | 0 };
}

export function exp(x: number): number {
  if (!(Math.abs(x) <= 104)) return x > 0 ? Infinity : x < 0 ? 0 : x;
  const { minusOne, power } = splitExp(x);
  return scale(f(1 + minusOne), power);
}

const short0 = f(0.999928057), short1 = f(0.693260968), short2 = f(0.242611259), short3 = f(0.0551717952);

/** 2^y to 13 bits, for y <= 0; 0 below about 2^-100. For weights that are rounded to fewer bits than a float has. */
export function exp2Short(y: number): number {
  const power = f(f(y + rounder) - rounder);
  if (power < -100) return 0;
  const r = f(y - power), size = f(f(f(f(f(f(short3 * r) + short2) * r) + short1) * r) + short0);
  return size * powerOfTwo(power);
}

/** exp(x) - 1, also precise near 0. */
export function expm1(x: number): number {
  if (!(x <= 104)) return x > 0 ? Infinity : x;
  if (x < f(-16.9)) return -1;
  if (x === 0) return x;
  const { minusOne, power } = splitExp(x);
  if (power === 0) return minusOne;
  // 2^power * (1 + minusOne) - 1; beyond 2^24 the last 1 no longer counts.
  const oneLess = power > 24 ? 1 : f(1 - powerOfTwo(-power));
  return scale(f(oneLess + minusOne), power);
}

const rootOfHalf = 0x3f3504f3;
const log0 = f(0.666667759), log1 = f(0.399775833), log2 = f(0.298707992);

export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  const subnormal = x < 2 ** -126;
  // x = 2^k * (1 + residue) with 1 + residue between the square roots of 1/2 and 2.
  const bits = bitsOfFloat(subnormal ? x * 2 ** 23 : x) + 0x3f800000 - rootOfHalf;
  const k = (bits >>> 23) - (subnormal ? 150 : 127);
  const residue = f(floatOfBits((bits & 0x7fffff) + rootOfHalf) - 1);
  // log(1 + y) = 2 atanh(s) = y - (y^2 / 2 - s * (y^2 / 2 + tail))
  const s = f(residue / f(2 + residue)), z = f(s * s);
  const tail = f(f(f(f(f(log2 * z) + log1) * z) + log0) * z);
  const halfSquare = f(f(0.5 * residue) * residue);
  return f(f(f(f(f(s * f(halfSquare + tail)) + f(k * ln2Low)) - halfSquare) + residue) + f(k * ln2High));
}

const tanh0 = f(-0.333333164), tanh1 = f(0.133325443), tanh2 = f(-0.0538475476), tanh3 = f(0.021050714), tanh4 = f(-0.00624284893);

export function tanh(x: number): number {
  const size = Math.abs(x);
  let result = 1;
  if (size < f(0.55)) {
    const z = f(size * size);
    const tail = f(f(f(f(f(f(f(f(tanh4 * z) + tanh3) * z) + tanh2) * z) + tanh1) * z) + tanh0);
    result = f(size + f(size * f(z * tail)));
  } else if (!(size > f(9.1))) {
    const { minusOne, power } = splitExp(f(2 * size));
    const p = powerOfTwo(-power);
    result = f(1 - f(f(2 * p) / f(f(1 + p) + minusOne)));
  }
  return withSignOf(result, x);
}

/** 1 / (1 + exp(-x)). Like tanh with the power of two outside the sum, which so is rounded once less. */
export function logistic(x: number): number {
  if (x < -15) {
    const e = exp(x);
    return f(e - f(e * e));
  }
  if (x > 25) return 1;
  const { minusOne, power } = splitExp(-x);
  const p = powerOfTwo(-power);
  return f(p / f(f(1 + p) + minusOne));
}
