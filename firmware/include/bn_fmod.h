/* bn_fmod.h - the remainder of a division, with the sign of the dividend; always exact. Twin: JavaScript's %. */
#ifndef BN_FMOD_H
#define BN_FMOD_H

#include <stdint.h>

#include "bn_float_bits.h"

/* Of a magnitude's bits: the mantissa as an integer; the exponent field, 1 for subnormal numbers. */
static inline uint32_t bn_mantissa(uint32_t bits)
{
    return bits < 0x00800000u ? bits : (bits & 0x7fffffu) | 0x800000u;
}

static inline int32_t bn_exponent(uint32_t bits)
{
    return bits < 0x00800000u ? 1 : (int32_t)(bits >> 23);
}

static inline float bn_fmod(float a, float b)
{
    const uint32_t x = bn_bits_of_float(a) & 0x7fffffffu, y = bn_bits_of_float(b) & 0x7fffffffu;
    if (x >= 0x7f800000u || y > 0x7f800000u || y == 0) return BN_NAN;
    if (x < y) return a;
    /* Long division, bit by bit: |a| = m * 2^(e - 150). */
    const uint32_t divisor = bn_mantissa(y);
    uint32_t rest = bn_mantissa(x) % divisor;
    for (int32_t e = bn_exponent(x); e > bn_exponent(y) && rest != 0; e--) {
        rest <<= 1;
        if (rest >= divisor) rest -= divisor;
    }
    const int32_t power = bn_exponent(y) - 150;
    return bn_with_sign_of((float)rest * bn_power_of_two(power / 2) * bn_power_of_two(power - power / 2), a);
}

#endif
