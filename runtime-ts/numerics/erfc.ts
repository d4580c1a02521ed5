/**
 * The complementary error function, also where it is tiny: GELU needs it there. Rounded to float32 step by step like
 * float32.ts. Twin: firmware/include/bn_erfc.h. The polynomials are minimax fits by scripts/fit_polynomials.ts.
 */
import { exp } from './float32.js';
import { bitsOfFloat, floatOfBits } from './float32_bits.js';

const f = Math.fround;

const small = [0.128379166, -0.376126111, 0.112828508, -0.0267582573, 0.00471915118].map(f);
const large = [
  0.28207621, 0.282579809, 0.241421476, 0.210104853, -0.045798514, 0.307786226, -0.514101207, 0.297482342, -0.0615411475,
].map(f);

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => f(f(sum * x) + coefficient));
}

/** exp(-x^2) for x up to 10.1. The square of the first 12 bits is exact; the rest of the square is small. */
function expOfMinusSquare(x: number): number {
  const short = floatOfBits(bitsOfFloat(x) & 0xfffff000);
  return f(exp(-(short * short)) * exp(-f(f(x - short) * f(x + short))));
}

export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return f(1 - f(x + f(x * polynomial(small, f(x * x)))));
  if (!(size < f(10.1))) return x > 0 ? 0 : x < 0 ? 2 : x;
  const t = f(2 / f(2 + size));
  const ofSize = f(expOfMinusSquare(size) * f(t * polynomial(large, t)));
  return x > 0 ? ofSize : f(2 - ofSize);
}
