/* bn_lm_neon.h - what the kernels of language models for 64-bit Arm share. */
#ifndef BN_LM_NEON_H
#define BN_LM_NEON_H

#include <arm_neon.h>
#include <stdint.h>

#include "bn_inline.h"

/* NaN is passed over. count: a multiple of 4. */
BN_INLINE float bn_lm_neon_largest_size(const float *x, int32_t count)
{
    float32x4_t largest = vdupq_n_f32(0.0f);
    for (int32_t i = 0; i < count; i += 4) {
        largest = vmaxnmq_f32(largest, vabsq_f32(vld1q_f32(x + i)));
    }
    return vmaxnmvq_f32(largest);
}

/* The nearest integers to x * inverse, in the low halves. */
BN_INLINE int16x4_t bn_lm_neon_nearest(const float *x, float inverse)
{
    return vmovn_s32(vreinterpretq_s32_f32(vaddq_f32(vmulq_n_f32(vld1q_f32(x), inverse), vdupq_n_f32(12582912.0f))));
}

/* count: a multiple of 8. */
BN_INLINE void bn_lm_neon_codes(const float *x, int32_t count, float inverse, int8_t *codes)
{
    for (int32_t i = 0; i < count; i += 8) {
        vst1_s8(codes + i, vmovn_s16(vcombine_s16(bn_lm_neon_nearest(x + i, inverse), bn_lm_neon_nearest(x + i + 4, inverse))));
    }
}

#endif
