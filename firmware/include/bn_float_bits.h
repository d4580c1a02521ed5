/* bn_float_bits.h - floats as their bits: sign, exponent and 23 bits of fraction. Twin: runtime-ts/numerics/float32_bits.ts. */
#ifndef BN_FLOAT_BITS_H
#define BN_FLOAT_BITS_H

#include <stdint.h>

#include "bn_strict_float.h"

#define BN_INFINITY __builtin_inff()
#define BN_NAN __builtin_nanf("")
#define BN_LOG2_OF_E 1.44269502f

/* What is nearly always so: what else there is to do is kept out of its way. */
#define BN_LIKELY(condition) __builtin_expect(condition, 1)

typedef union {
    float number;
    uint32_t bits;
} bn_float_bits;

static inline uint32_t bn_bits_of_float(float x)
{
    const bn_float_bits both = { .number = x };
    return both.bits;
}

static inline float bn_float_of_bits(uint32_t bits)
{
    const bn_float_bits both = { .bits = bits };
    return both.number;
}

static inline float bn_abs(float x)
{
    return bn_float_of_bits(bn_bits_of_float(x) & 0x7fffffffu);
}

/* A number >= 0 with the sign of another. */
static inline float bn_with_sign_of(float magnitude, float sign)
{
    return bn_float_of_bits(bn_bits_of_float(magnitude) | (bn_bits_of_float(sign) & 0x80000000u));
}

/* 2^n; n -126 to 127. */
static inline float bn_power_of_two(int32_t n)
{
    return bn_float_of_bits((uint32_t)(n + 127) << 23);
}

/* x * 2^n for x in [1/2, 2) and n -252 to 254. Only the last multiplication rounds, overflows or goes below normal numbers. */
static inline float bn_scale(float x, int32_t n)
{
    if (BN_LIKELY(n >= -125 && n <= 127)) return bn_float_of_bits(bn_bits_of_float(x) + ((uint32_t)n << 23));
    return x * bn_power_of_two(n / 2) * bn_power_of_two(n - n / 2);
}

#endif
