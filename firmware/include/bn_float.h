/* bn_float.h - float32 functions with the same bits on every core, without libm.
 *
 * Twin of runtime-ts/numerics/float32.ts: every operation is rounded to float32, in the order written here. A result that is
 * not a number is some NaN; all other bits are equal. The polynomials are minimax fits by scripts/fit_polynomials.ts. */
#ifndef BN_FLOAT_H
#define BN_FLOAT_H

#include <stdint.h>

#include "bn_float_bits.h"
#include "bn_sin_cos.h"

/* The square root digit by digit, correctly rounded. */
static inline float bn_sqrt_soft(float x)
{
    uint32_t bits = bn_bits_of_float(x);
    if (!(x > 0.0f) || bits == 0x7f800000u) return x < 0.0f ? BN_NAN : x;
    int32_t exponent = (int32_t)(bits >> 23) - 127;
    if (exponent == -127) {
        const int32_t zeros = __builtin_clz(bits) - 8;
        bits <<= zeros;
        exponent = -126 - zeros;
    }
    /* x = mantissa * 2^(exponent - 23) with an even exponent; one root bit more than a float has, to round by. */
    uint32_t rest = ((bits & 0x7fffffu) | 0x800000u) << (1 + (exponent & 1)), root = 0;
    for (uint32_t bit = 1u << 24; bit != 0; bit >>= 1) {
        const uint32_t tried = 2 * root + bit;
        if (rest >= tried) {
            rest -= tried;
            root += bit;
        }
        rest <<= 1;
    }
    return bn_float_of_bits(((uint32_t)((exponent >> 1) + 126) << 23) + ((root + 1) >> 1));
}

static inline float bn_sqrt(float x)
{
    /* __builtin_sqrtf would call libm for negative numbers, to set errno. */
    float root;
#if defined(__ARM_FP) && (__ARM_FP & 4) && !defined(__aarch64__)
    __asm__("vsqrt.f32 %0, %1" : "=t"(root) : "t"(x));
#elif defined(__aarch64__)
    __asm__("fsqrt %s0, %s1" : "=w"(root) : "w"(x));
#elif defined(__SSE2__)
    __asm__("sqrtss %1, %0" : "=x"(root) : "x"(x));
#else
    root = bn_sqrt_soft(x);
#endif
    return root;
}

/* 1 / sqrt(x), as TFLM's RSQRT computes it. */
static inline float bn_rsqrt(float x)
{
    return 1.0f / bn_sqrt(x);
}

static inline float bn_floor(float x)
{
    const uint32_t bits = bn_bits_of_float(x);
    const int32_t exponent = (int32_t)(bits >> 23 & 0xffu) - 127;
    if (exponent >= 23) return x;
    if (exponent < 0) return (bits >> 31) == 0 ? 0.0f : x == 0.0f ? x : -1.0f;
    const uint32_t fraction = 0x7fffffu >> exponent;
    /* Of a negative number with a fraction the size grows to the next integer, by a carry into the exponent if need be. */
    return bn_float_of_bits((bits + ((bits >> 31) == 0 ? 0 : fraction)) & ~fraction);
}

static inline float bn_ceil(float x)
{
    return -bn_floor(-x);
}

/* To the nearest integer, halves to the even one. */
static inline float bn_round_half_even(float x)
{
    const uint32_t bits = bn_bits_of_float(x);
    const int32_t exponent = (int32_t)(bits >> 23 & 0xffu) - 127;
    if (exponent >= 23) return x;
    if (exponent < 0) return bn_with_sign_of(bn_abs(x) > 0.5f ? 1.0f : 0.0f, x);
    const uint32_t fraction = 0x7fffffu >> exponent, odd = bits >> (23 - exponent) & 1u;
    return bn_float_of_bits((bits + (fraction >> 1) + odd) & ~fraction);
}

/* exp(x) = 2^power * (1 + minus_one), with |minus_one| below 0.42. */
typedef struct {
    float minus_one;
    int32_t power;
} bn_exp_parts;

/* |x| up to 104; other numbers give some parts, NaN a minus_one that is NaN. */
static inline bn_exp_parts bn_split_exp(float x)
{
    /* Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits. */
    const float rounder = 12582912.0f, rounded = x * BN_LOG2_OF_E + rounder, power = rounded - rounder;
    /* ln 2 in two parts; the first is so short that power times it, and the difference, are exact. */
    const float high = x - power * 0.693359375f, low = power * -0.000212194442f, r = high - low;
    const float tail = (((0.00138182961f * r + 0.00836853217f) * r + 0.0416682921f) * r + 0.166665226f) * r + 0.499999940f;
    return (bn_exp_parts){ (r * r * tail - low) + high, (int32_t)(bn_bits_of_float(rounded) - bn_bits_of_float(rounder)) };
}

static inline float bn_exp(float x)
{
    /* 104 as bits without the sign; NaN is above it, too. */
    if (bn_bits_of_float(x) << 1 > 0x42d00000u << 1) return x > 0.0f ? BN_INFINITY : x < 0.0f ? 0.0f : x;
    const bn_exp_parts parts = bn_split_exp(x);
    return bn_scale(1.0f + parts.minus_one, parts.power);
}

/* 2^y to 13 bits, for y <= 0; 0 below about 2^-100. */
static inline float bn_exp2_short(float y)
{
    /* The low bits of the sum are the power; a y so far below that they are not gives a number below. */
    const float rounder = 12582912.0f, rounded = y + rounder;
    if (rounded < rounder - 100.0f) return 0.0f;
    const uint32_t power = bn_bits_of_float(rounded);
    const float r = y - (rounded - rounder), size = ((0.0551717952f * r + 0.242611259f) * r + 0.693260968f) * r + 0.999928057f;
    return bn_float_of_bits(bn_bits_of_float(size) + (power << 23));
}

/* exp(x) - 1, also precise near 0. */
static inline float bn_expm1(float x)
{
    if (!(x <= 104.0f)) return x > 0.0f ? BN_INFINITY : x;
    if (x < -16.9f) return -1.0f;
    if (x == 0.0f) return x;
    const bn_exp_parts parts = bn_split_exp(x);
    if (parts.power == 0) return parts.minus_one;
    /* 2^power * (1 + minus_one) - 1; beyond 2^24 the last 1 no longer counts. */
    const float one_less = parts.power > 24 ? 1.0f : 1.0f - bn_power_of_two(-parts.power);
    const float sum = one_less + parts.minus_one;
    return parts.power > 126 ? bn_scale(sum, parts.power) : sum * bn_power_of_two(parts.power);
}

static inline float bn_log(float x)
{
    uint32_t bits = bn_bits_of_float(x);
    int32_t power = -127;
    if (bits - 0x00800000u >= 0x7f000000u) {
        if (x == 0.0f) return -BN_INFINITY;
        if (!(x > 0.0f)) return BN_NAN;
        if (bits == 0x7f800000u) return x;
        bits = bn_bits_of_float(x * 8388608.0f);
        power -= 23;
    }
    /* x = 2^power * (1 + f) with 1 + f between the square roots of 1/2 and 2. */
    const uint32_t root_of_half = 0x3f3504f3;
    bits += 0x3f800000u - root_of_half;
    const float k = (float)(power + (int32_t)(bits >> 23));
    const float f = bn_float_of_bits((bits & 0x7fffffu) + root_of_half) - 1.0f;
    /* log(1 + f) = 2 atanh(s) = f - (f^2 / 2 - s * (f^2 / 2 + tail)) */
    const float s = f / (2.0f + f), z = s * s;
    const float tail = ((0.298707992f * z + 0.399775833f) * z + 0.666667759f) * z;
    const float half_square = 0.5f * f * f;
    return ((s * (half_square + tail) + k * -0.000212194442f) - half_square + f) + k * 0.693359375f;
}

static inline float bn_tanh(float x)
{
    const float size = bn_abs(x);
    float result;
    if (size < 0.55f) {
        const float z = size * size;
        const float tail = (((-0.00624284893f * z + 0.0210507140f) * z + -0.0538475476f) * z + 0.133325443f) * z + -0.333333164f;
        result = size + size * (z * tail);
    } else if (size > 9.1f) {
        result = 1.0f;
    } else {
        const bn_exp_parts parts = bn_split_exp(2.0f * size);
        const float p = bn_power_of_two(-parts.power);
        result = 1.0f - 2.0f * p / ((1.0f + p) + parts.minus_one);
    }
    return bn_with_sign_of(result, x);
}

/* 1 / (1 + exp(-x)). Like tanh with the power of two outside the sum, which so is rounded once less. */
static inline float bn_logistic(float x)
{
    if (x < -15.0f) {
        const float e = bn_exp(x);
        return e - e * e;
    }
    if (x > 25.0f) return 1.0f;
    const bn_exp_parts parts = bn_split_exp(-x);
    const float p = bn_power_of_two(-parts.power);
    return p / ((1.0f + p) + parts.minus_one);
}

#endif
