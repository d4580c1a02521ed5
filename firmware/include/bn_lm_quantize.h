/* bn_lm_quantize.h - vectors to int8 codes with one scale. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_QUANTIZE_H
#define BN_LM_QUANTIZE_H

#include <stdint.h>

#include "bn_float_bits.h"
#include "bn_lm_fpu.h"

/* 2^-100: vectors of smaller numbers are taken for zeros. */
#define BN_LM_SMALLEST 7.88860905e-31f

/* To the nearest integer, halves to even, of a number below 2^22 in size: the low bits once 1.5 * 2^23 is added. */
static inline int32_t bn_lm_nearest(float x)
{
    return (int32_t)(bn_bits_of_float(x + 12582912.0f) - 0x4b400000u);
}

/* NaN is passed over. */
static inline float bn_lm_largest_size(const float *x, int32_t count)
{
#if BN_LM_FPU_DSP
    if (count % 4 == 0 && count > 0) {
        const uint32_t doubled = bn_lm_fpu_largest_doubled(x, count);
        if (doubled <= 0xff000000u) return bn_float_of_bits(doubled >> 1);
    }
#endif
    float largest = 0.0f;
    for (int32_t i = 0; i < count; i++) {
        const float size = bn_abs(x[i]);
        if (size > largest) largest = size;
    }
    return largest;
}

/* x ~ scale * codes; returns the scale. */
static inline float bn_lm_quantize(const float *x, int32_t count, int8_t *codes)
{
    const float largest = bn_lm_largest_size(x, count);
    const int nothing = !(largest >= BN_LM_SMALLEST);
    const float inverse = nothing ? 0.0f : 127.0f / largest;
#if BN_LM_FPU_DSP
    if (count % 4 == 0 && count > 0 && !nothing) {
        bn_lm_fpu_codes(x, count, inverse, codes);
        return largest / 127.0f;
    }
#endif
    for (int32_t i = 0; i < count; i++) {
        codes[i] = (int8_t)(nothing ? 0 : bn_lm_nearest(x[i] * inverse));
    }
    return nothing ? 0.0f : largest / 127.0f;
}

#endif
