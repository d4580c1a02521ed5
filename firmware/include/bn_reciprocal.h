/* bn_reciprocal.h - the fixed-point reciprocal of gemmlowp's fixedpoint.h (one_over_one_plus_x_for_x_in_0_1).
 * Twin: oneOverOnePlus in runtime-ts/numerics/gemmlowp.ts. */
#ifndef BN_RECIPROCAL_H
#define BN_RECIPROCAL_H

#include <stdint.h>

#include "bn_fixed_point.h"

/* x * 2^bits, saturated; bits 1 to 30. */
static inline int32_t bn_saturating_shift_left(int32_t x, int32_t bits)
{
    const int32_t limit = (int32_t)(0x7fffffffu >> bits);
    if (x > limit) return INT32_MAX;
    if (x < -limit - 1) return INT32_MIN;
    return bn_wrapping_shift_left(x, bits);
}

/* 1 / (1 + a), a in [0, 1), both with 31 fraction bits: three Newton-Raphson steps, x with 2 integer bits. */
static inline int32_t bn_one_over_one_plus(int32_t a)
{
    const int32_t half_denominator = (int32_t)(((int64_t)a + INT32_MAX + 1) >> 1);
    const int32_t one = 1 << 29;
    int32_t x = 1515870810 + bn_doubling_high_multiply(half_denominator, -1010580540); /* 48/17 - 32/17 d */
    for (int32_t step = 0; step < 3; step++) {
        const int32_t error = one - bn_doubling_high_multiply(half_denominator, x);
        x += bn_saturating_shift_left(bn_doubling_high_multiply(x, error), 2);
    }
    return bn_saturating_shift_left(x, 1);
}

#endif
