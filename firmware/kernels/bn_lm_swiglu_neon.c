#include "bn_scalar_float.h"

#include "bn_lm_swiglu_neon.h"

#include <arm_neon.h>

#include "bn_float.h"
#include "bn_inline.h"

BN_INLINE float32x4_t horner(float32x4_t sum, float32x4_t r, float next)
{
    return vaddq_f32(vmulq_f32(sum, r), vdupq_n_f32(next));
}

/* exp(-x) for |x| up to 86; bn_exp has the polynomial. */
BN_INLINE float32x4_t exp_of_negative(float32x4_t x)
{
    const float32x4_t rounder = vdupq_n_f32(12582912.0f), negative = vnegq_f32(x), rounded = vaddq_f32(vmulq_n_f32(negative, BN_LOG2_OF_E), rounder), power = vsubq_f32(rounded, rounder);
    const float32x4_t high = vsubq_f32(negative, vmulq_n_f32(power, 0.693359375f)), low = vmulq_n_f32(power, -0.000212194442f), r = vsubq_f32(high, low);
    const float32x4_t tail = horner(horner(horner(horner(vdupq_n_f32(0.00138182961f), r, 0.00836853217f), r, 0.0416682921f), r, 0.166665226f), r, 0.499999940f);
    const float32x4_t one_more = vaddq_f32(vdupq_n_f32(1.0f), vaddq_f32(vsubq_f32(vmulq_f32(vmulq_f32(r, r), tail), low), high));
    return vreinterpretq_f32_u32(vaddq_u32(vreinterpretq_u32_f32(one_more), vshlq_n_u32(vreinterpretq_u32_f32(rounded), 23)));
}

void bn_lm_swiglu_neon(const bn_lm_swiglu_neon_params *p, const float *gate, const float *up, float *output)
{
    const float32x4_t one = vdupq_n_f32(1.0f);
    for (int32_t i = 0; i < p->count;) {
        if (i + 4 <= p->count) {
            const float32x4_t g = vld1q_f32(gate + i);
            /* 86 as bits without the sign; NaN is above it, too. */
            if (vmaxvq_u32(vshlq_n_u32(vreinterpretq_u32_f32(g), 1)) <= 0x42ac0000u << 1) {
                vst1q_f32(output + i, vmulq_f32(vmulq_f32(g, vdivq_f32(one, vaddq_f32(one, exp_of_negative(g)))), vld1q_f32(up + i)));
                i += 4;
                continue;
            }
        }
        output[i] = gate[i] * (1.0f / (1.0f + bn_exp(-gate[i]))) * up[i];
        i++;
    }
}
