/* bn_half.h - IEEE binary16 by integers: no core's own conversion is used. Twin: runtime-ts/numerics/half.ts. */
#ifndef BN_HALF_H
#define BN_HALF_H

#include <stdint.h>

#include "bn_float_bits.h"

/* Of a finite number. With a float's exponent bias it is 2^112 too small; the product is exact, below normal numbers too. */
static inline float bn_float_of_half(uint16_t half)
{
    const uint32_t bits = half;
#if defined(__GNUC__) && defined(__thumb2__) && defined(__ARM_FP) && !defined(__SOFTFP__) && __ARM_ARCH_PROFILE == 'M'
    float number;
    __asm__("vmov %0, %1\n\tvcvtb.f32.f16 %0, %0" : "=t"(number) : "r"(bits));
    return number;
#else
    return bn_float_of_bits((bits & 0x8000u) << 16 | (bits & 0x7fffu) << 13) * 5192296858534827628530496329220096.0f;
#endif
}

/* Of a number >= 0: the nearest, halves to even; beyond 65504 that. */
static inline uint16_t bn_half_of_size(float x)
{
    const uint32_t size = bn_bits_of_float(x);
    if (size >= 0x477fe000u) return 0x7bff;
    if (size >= 0x38800000u) return (uint16_t)((size - 0x38000000u + 0xfffu + (size >> 13 & 1u)) >> 13);
    const uint32_t shift = 126 - (size >> 23);
    if (shift > 24) return 0;
    const uint32_t mantissa = (size & 0x7fffffu) | 0x800000u, kept = mantissa >> shift, rest = mantissa & ((1u << shift) - 1u), half = 1u << (shift - 1u);
    return (uint16_t)(kept + (rest > half || (rest == half && (kept & 1u) != 0) ? 1u : 0u));
}

#endif
