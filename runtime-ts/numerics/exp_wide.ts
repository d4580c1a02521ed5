/**
 * exp in double precision, so exact that its result rounded to float32 is that of any good exp. Plain sums and products of doubles, which
 * every core and Node round alike. Twin: firmware/include/bn_exp_wide.h.
 */

/** 1 / k! from k = 13 down to 0. */
const taylor = [
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 0.0000248015873015873, 0.0001984126984126984,
  0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1, 1,
] as const;

/** Results below the smallest normal double may be off by a unit of their last place. */
export function expWide(x: number): number {
  if (!(x <= 710)) return x > 0 ? Infinity : x;
  if (x < -746) return 0;
  // ln 2 in two parts; the first is so short that its product with n, and the difference, are exact.
  const n = Math.trunc(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5)), r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  const sum = taylor.reduce((total, factor) => total * r + factor, 0), half = Math.trunc(n / 2);
  return sum * 2 ** half * 2 ** (n - half);
}
