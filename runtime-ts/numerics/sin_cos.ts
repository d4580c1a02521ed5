/** Sine and cosine of any float. Twin: firmware/include/bn_sin_cos.h. */
import { bitsOfFloat, powerOfTwo } from './float32_bits.js';

const f = Math.fround;

interface Angle {
  /** angle - quadrant * pi / 2, within [-pi/4, pi/4]. */
  readonly rest: number;
  /** Modulo 4. */
  readonly quadrant: number;
}

/** 2/pi, with 32 zeros before the binary point and 224 bits behind it. */
const twoOverPi = 0xa2f9836e_4e441529_fc2757d1_f534ddc0_db629599_3c439041_fe5163abn;
/** Times 2^-31. */
const piOverTwo = 0xc90fdaa2n;
const pi4Bits = 0x3f490fdb, infinityBits = 0x7f800000;

/**
 * Payne and Hanek's reduction in integers: x = m * 2^e times the 96 bits of 2/pi that decide x * 2/pi modulo 4, to 62 bits
 * behind the point. No float comes so close to a multiple of pi/2 that fewer than 33 of them remain.
 */
function reduceAngle(magnitude: number): Angle {
  const bits = bitsOfFloat(magnitude);
  if (bits <= pi4Bits) return { rest: magnitude, quadrant: 0 };
  if (bits >= infinityBits) return { rest: NaN, quadrant: 0 };

  const mantissa = BigInt((bits & 0x7fffff) | 0x800000), start = (bits >> 23) - 120;
  const window = BigInt.asUintN(96, twoOverPi >> BigInt(256 - 96 - start));
  const quarters = BigInt.asUintN(64, (mantissa * window) >> 32n);
  const quadrant = (Number(quarters >> 61n) + 1) >> 1 & 3;

  // The rest in 2^-64 quarter turns, then its leading 32 bits times pi/2.
  const behind = BigInt.asIntN(64, quarters << 2n);
  const size = behind < 0n ? -behind : behind;
  const zeros = Math.clz32(Number(size >> 32n));
  const leading = (size << BigInt(zeros)) >> 32n;
  const radians = Number((leading * piOverTwo) >> 32n);
  const rest = f(f(radians) * powerOfTwo(-31 - zeros));
  return { rest: behind < 0n ? -rest : rest, quadrant };
}

/** sin or cos of angle + quarterTurns * pi / 2. The polynomials are minimax fits by scripts/fit_polynomials.ts. */
function sinOfQuadrant(angle: Angle, quarterTurns: number): number {
  const quadrant = angle.quadrant + quarterTurns, x = angle.rest, z = f(x * x);
  let result: number;
  if ((quadrant & 1) === 0) {
    const tail = f(f(f(f(sin2 * z) + sin1) * z) + sin0);
    result = f(x + f(x * f(z * tail)));
  } else {
    const tail = f(f(f(f(cos2 * z) + cos1) * z) + cos0);
    result = f(f(f(f(z * z) * tail) - f(0.5 * z)) + 1);
  }
  return (quadrant & 2) === 0 ? result : -result;
}

const sin0 = f(-0.166666552), sin1 = f(0.00833218917), sin2 = f(-0.000195182918);
const cos0 = f(0.0416666456), cos1 = f(-0.00138873095), cos2 = f(0.0000244323273);

export function sin(x: number): number {
  const result = sinOfQuadrant(reduceAngle(Math.abs(x)), 0);
  return x < 0 || Object.is(x, -0) ? -result : result;
}

export function cos(x: number): number {
  return sinOfQuadrant(reduceAngle(Math.abs(x)), 1);
}
