/* bn_exp_wide.h - exp in double precision, so exact that its result rounded to float is that of any good exp. Sums and
 * products of doubles, which every core rounds alike. Twin: runtime-ts/numerics/exp_wide.ts. */
#ifndef BN_EXP_WIDE_H
#define BN_EXP_WIDE_H

#include <stdint.h>
#include <string.h>

#include "bn_float_bits.h"

/* 2^n for n from -1022 to 1023. */
static inline double bn_power_of_two_wide(int32_t n)
{
    const uint64_t bits = (uint64_t)(n + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* Results below the smallest normal double may be off by a unit of their last place. */
static inline double bn_exp_wide(double x)
{
    /* 1 / k! from k = 13 down to 0. */
    static const double taylor[] = {
        1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 0.0000248015873015873, 0.0001984126984126984,
        0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1.0, 1.0,
    };
    if (!(x <= 710.0)) return x > 0.0 ? (double)BN_INFINITY : x;
    if (x < -746.0) return 0.0;
    /* ln 2 in two parts; the first is so short that its product with n, and the difference, are exact. */
    const int32_t n = (int32_t)(x * 1.4426950408889634 + (x < 0.0 ? -0.5 : 0.5));
    const double r = x - (double)n * 0.6931471803691238 - (double)n * 1.9082149292705877e-10;
    double sum = 0.0;
    for (uint32_t k = 0; k < sizeof taylor / sizeof taylor[0]; k++) {
        sum = sum * r + taylor[k];
    }
    return sum * bn_power_of_two_wide(n / 2) * bn_power_of_two_wide(n - n / 2);
}

#endif
