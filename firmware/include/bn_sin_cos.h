/* bn_sin_cos.h - sine and cosine of any float. Included by bn_float.h. Twin: runtime-ts/numerics/sin_cos.ts. */
#ifndef BN_SIN_COS_H
#define BN_SIN_COS_H

#include <stdint.h>

#include "bn_float_bits.h"

typedef struct {
    float rest;        /* angle - quadrant * pi / 2, within [-pi/4, pi/4] */
    uint32_t quadrant; /* modulo 4 */
} bn_angle;

/* Payne and Hanek's reduction in integers: x = m * 2^e times the 96 bits of 2/pi that decide x * 2/pi modulo 4, to 62 bits
 * behind the point. No float comes so close to a multiple of pi/2 that fewer than 33 of them remain. */
static inline bn_angle bn_reduce_angle(float magnitude)
{
    /* 2/pi; the first word stands before the binary point. */
    static const uint32_t two_over_pi[] = {
        0, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab,
    };
    const uint32_t pi_over_two = 0xc90fdaa2; /* times 2^-31 */
    const uint32_t bits = bn_bits_of_float(magnitude);
    if (bits <= 0x3f490fdbu) return (bn_angle){ magnitude, 0 }; /* pi / 4 */
    if (bits >= 0x7f800000u) return (bn_angle){ BN_NAN, 0 };

    const uint32_t mantissa = (bits & 0x7fffffu) | 0x800000u;
    const uint32_t start = (bits >> 23) - 120, shift = start & 31u;
    const uint32_t *const word = two_over_pi + (start >> 5);
    const uint32_t high = word[0] << shift | word[1] >> 1 >> (31 - shift);
    const uint32_t middle = word[1] << shift | word[2] >> 1 >> (31 - shift);
    const uint32_t low = word[2] << shift | word[3] >> 1 >> (31 - shift);
    const uint64_t quarters = ((uint64_t)(mantissa * high) << 32) + (uint64_t)mantissa * middle + ((uint64_t)mantissa * low >> 32);
    const uint32_t quadrant = (uint32_t)(quarters >> 61) + 1u;

    /* The rest in 2^-64 quarter turns, then its leading 32 bits times pi/2. */
    const uint64_t behind = quarters << 2;
    const uint32_t negative = (uint32_t)(behind >> 63);
    const uint64_t size = negative != 0 ? 0u - behind : behind;
    const uint32_t size_high = (uint32_t)(size >> 32), size_low = (uint32_t)size;
    const int32_t zeros = __builtin_clz(size_high);
    const uint32_t leading = size_high << zeros | size_low >> 1 >> (31 - zeros);
    const uint32_t radians = (uint32_t)((uint64_t)leading * pi_over_two >> 32);
    const float rest = (float)radians * bn_power_of_two(-31 - zeros);
    return (bn_angle){ negative != 0 ? -rest : rest, quadrant >> 1 & 3u };
}

/* sin or cos of angle + quarter_turns * pi / 2. The polynomials are minimax fits by scripts/fit_polynomials.ts. */
static inline float bn_sin_of_quadrant(bn_angle angle, uint32_t quarter_turns)
{
    const uint32_t quadrant = angle.quadrant + quarter_turns;
    const float x = angle.rest, z = x * x;
    float result;
    if ((quadrant & 1u) == 0) {
        const float tail = (-0.000195182918f * z + 0.00833218917f) * z + -0.166666552f;
        result = x + x * (z * tail);
    } else {
        const float tail = (0.0000244323273f * z + -0.00138873095f) * z + 0.0416666456f;
        result = (z * z * tail - 0.5f * z) + 1.0f;
    }
    return (quadrant & 2u) == 0 ? result : -result;
}

static inline float bn_sin(float x)
{
    const float result = bn_sin_of_quadrant(bn_reduce_angle(bn_abs(x)), 0);
    return (bn_bits_of_float(x) >> 31) == 0 ? result : -result;
}

static inline float bn_cos(float x)
{
    return bn_sin_of_quadrant(bn_reduce_angle(bn_abs(x)), 1);
}

#endif
