/* bn_erfc.h - the complementary error function, also where it is tiny. Twin: runtime-ts/numerics/erfc.ts.
 * The polynomials are minimax fits by scripts/fit_polynomials.ts. */
#ifndef BN_ERFC_H
#define BN_ERFC_H

#include "bn_float.h"

/* exp(-x^2) for x up to 10.1. The square of the first 12 bits is exact; the rest of the square is small. */
static inline float bn_exp_of_minus_square(float x)
{
    const float head = bn_float_of_bits(bn_bits_of_float(x) & 0xfffff000u);
    return bn_exp(-(head * head)) * bn_exp(-((x - head) * (x + head)));
}

static inline float bn_erfc(float x)
{
    const float size = bn_abs(x);
    if (size < 0.5f) {
        const float z = x * x;
        const float p = (((0.00471915118f * z + -0.0267582573f) * z + 0.112828508f) * z + -0.376126111f) * z + 0.128379166f;
        return 1.0f - (x + x * p);
    }
    if (!(size < 10.1f)) return x > 0.0f ? 0.0f : x < 0.0f ? 2.0f : x;
    const float t = 2.0f / (2.0f + size);
    const float high = (((-0.0615411475f * t + 0.297482342f) * t + -0.514101207f) * t + 0.307786226f) * t + -0.0457985140f;
    const float p = (((high * t + 0.210104853f) * t + 0.241421476f) * t + 0.282579809f) * t + 0.282076210f;
    const float of_size = bn_exp_of_minus_square(size) * (t * p);
    return x > 0.0f ? of_size : 2.0f - of_size;
}

#endif
