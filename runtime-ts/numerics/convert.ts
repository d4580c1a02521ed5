/** Float32 to integers as Cortex-M's VCVT does it: towards zero, saturating, NaN as 0. C leaves what does not fit undefined. Twin: firmware/include/bn_convert.h. */
import { clamp, INT32_MAX, INT32_MIN } from './fixed_point.js';

export function int32OfFloat(x: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(clamp(x, INT32_MIN, INT32_MAX)) + 0;
}

export function uint32OfFloat(x: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(clamp(x, 0, 2 ** 32 - 1));
}
