/* bn_lm_mve.h - what the kernels of language models for Helium share. Helium's float vectors take numbers below 2^-126 for zeros and give zeros for them: vectors are
 * used only where there are none, or where they make no difference. */
#ifndef BN_LM_MVE_H
#define BN_LM_MVE_H

#include <arm_mve.h>
#include <stdint.h>

#include "bn_inline.h"

/* Four numbers of binary16, each in a lane's low half. Lane by lane: binutils 2.40 gives VCVTB of vectors the wrong registers. */
BN_INLINE float32x4_t bn_lm_mve_float_of_halves(uint32x4_t halves)
{
    register uint32x4_t numbers __asm__("q2") = halves;
    __asm__("vcvtb.f32.f16 s8, s8\n\t" "vcvtb.f32.f16 s9, s9\n\t" "vcvtb.f32.f16 s10, s10\n\t" "vcvtb.f32.f16 s11, s11" : "+w"(numbers));
    return vreinterpretq_f32_u32(numbers);
}

/* NaN is passed over. count: a multiple of 4. */
BN_INLINE float bn_lm_mve_largest_size(const float *x, int32_t count)
{
    float32x4_t largest = vdupq_n_f32(0.0f);
    for (int32_t i = 0; i < count; i += 4) {
        largest = vmaxnmaq_f32(largest, vld1q_f32(x + i));
    }
    return vmaxnmvq_f32(0.0f, largest);
}

/* The nearest integers to x * inverse, in the low halves. */
BN_INLINE int32x4_t bn_lm_mve_nearest(float32x4_t x, float inverse)
{
    return vreinterpretq_s32_f32(vaddq_n_f32(vmulq_n_f32(x, inverse), 12582912.0f));
}

/* count: a multiple of 4. */
BN_INLINE void bn_lm_mve_codes(const float *x, int32_t count, float inverse, int8_t *codes)
{
    for (int32_t i = 0; i < count; i += 4) {
        vstrbq_s32(codes + i, bn_lm_mve_nearest(vld1q_f32(x + i), inverse));
    }
}

#endif
