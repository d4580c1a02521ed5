/* bn_lm_quantize.h - vectors to int8 codes with one scale. Twin: runtime-ts/language_model/arithmetic.ts. */
#ifndef BN_LM_QUANTIZE_H
#define BN_LM_QUANTIZE_H

#include <stdint.h>

#include "bn_float_bits.h"
#include "bn_lm_fpu.h"
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2)
#include "bn_lm_mve.h"
#define BN_LM_MVE 1
#else
#define BN_LM_MVE 0
#endif
#if defined(__aarch64__) && defined(__ARM_NEON)
#include "bn_lm_neon.h"
#define BN_LM_NEON 1
#else
#define BN_LM_NEON 0
#endif

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
    float largest = 0.0f;
    int32_t i = 0;
#if BN_LM_MVE
    i = count - count % 4;
    largest = bn_lm_mve_largest_size(x, i);
#elif BN_LM_NEON
    i = count - count % 4;
    largest = bn_lm_neon_largest_size(x, i);
#elif BN_LM_FPU_DSP
    if (count % 4 == 0 && count > 0) {
        const uint32_t doubled = bn_lm_fpu_largest_doubled(x, count);
        if (doubled <= 0xff000000u) return bn_float_of_bits(doubled >> 1);
    }
#endif
    for (; i < count; i++) {
        const float size = bn_abs(x[i]);
        if (size > largest) largest = size;
    }
    return largest;
}

/* codes = the integers nearest to x * inverse, which fit a byte. */
static inline void bn_lm_codes(const float *x, int32_t count, float inverse, int8_t *codes)
{
    int32_t i = 0;
#if BN_LM_MVE
    i = count - count % 4;
    bn_lm_mve_codes(x, i, inverse, codes);
#elif BN_LM_NEON
    i = count - count % 8;
    bn_lm_neon_codes(x, i, inverse, codes);
#elif BN_LM_FPU_DSP
    if (count % 4 == 0 && count > 0) {
        bn_lm_fpu_codes(x, count, inverse, codes);
        return;
    }
#endif
    for (; i < count; i++) {
        codes[i] = (int8_t)bn_lm_nearest(x[i] * inverse);
    }
}

/* x ~ scale * codes; returns the scale. */
static inline float bn_lm_quantize(const float *x, int32_t count, int8_t *codes)
{
    const float largest = bn_lm_largest_size(x, count);
    if (!(largest >= BN_LM_SMALLEST)) {
        for (int32_t i = 0; i < count; i++) {
            codes[i] = 0;
        }
        return 0.0f;
    }
    bn_lm_codes(x, count, 127.0f / largest, codes);
    return largest / 127.0f;
}

#endif
