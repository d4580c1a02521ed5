/* bn_pow.h - x^y. The logarithm and the exponential in between are doubles, so that the result is off by little more than its
 * own rounding even where y multiplies the logarithm's error. Twin: runtime-ts/numerics/pow.ts. */
#ifndef BN_POW_H
#define BN_POW_H

#include <stdbool.h>
#include <stdint.h>

#include "bn_float_bits.h"

/* log2 of a finite x > 0, by 2 atanh(s) = log((1 + s) / (1 - s)). */
static inline double bn_log2_wide(float x)
{
    const uint32_t root_of_half = 0x3f3504f3;
    uint32_t bits = bn_bits_of_float(x);
    int32_t power = -127;
    if (bits < 0x00800000u) {
        bits = bn_bits_of_float(x * 8388608.0f);
        power -= 23;
    }
    bits += 0x3f800000u - root_of_half;
    const double m = (double)bn_float_of_bits((bits & 0x7fffffu) + root_of_half);
    const double s = (m - 1.0) / (m + 1.0), z = s * s;
    double sum = 1.0 / 19.0;
    for (int32_t n = 17; n > 0; n -= 2) {
        sum = sum * z + 1.0 / (double)n;
    }
    return (double)(power + (int32_t)(bits >> 23)) + 2.0 * s * sum * 1.4426950408889634;
}

/* 2^w for w from -151 to 129. */
static inline float bn_exp2_wide(double w)
{
    const int32_t n = (int32_t)(w + (w < 0.0 ? -0.5 : 0.5));
    const double r = (w - (double)n) * 0.6931471805599453;
    double sum = 1.0;
    for (int32_t k = 12; k > 0; k--) {
        sum = sum * r / (double)k + 1.0;
    }
    return (float)(sum * (double)bn_power_of_two(n / 2) * (double)bn_power_of_two(n - n / 2));
}

/* C's powf. */
static inline float bn_pow(float x, float y)
{
    const float size = bn_abs(x), exponent = bn_abs(y);
    if (y == 0.0f || x == 1.0f) return 1.0f;
    if (x != x || y != y) return BN_NAN;
    if (exponent == BN_INFINITY) return size == 1.0f ? 1.0f : (size > 1.0f) == (y > 0.0f) ? BN_INFINITY : 0.0f;
    /* From 2^24 on all floats are even. */
    const int32_t integer = exponent < 16777216.0f ? (int32_t)exponent : 0;
    const bool whole = exponent >= 16777216.0f || (float)integer == exponent;
    const bool negative = whole && (integer & 1) != 0 && (bn_bits_of_float(x) >> 31) != 0;
    float result;
    if (size == 0.0f || size == BN_INFINITY) {
        result = (size == 0.0f) == (y < 0.0f) ? BN_INFINITY : 0.0f;
    } else if (x < 0.0f && !whole) {
        return BN_NAN;
    } else {
        const double w = (double)y * bn_log2_wide(size);
        result = w > 129.0 ? BN_INFINITY : w < -151.0 ? 0.0f : bn_exp2_wide(w);
    }
    return negative ? -result : result;
}

#endif
