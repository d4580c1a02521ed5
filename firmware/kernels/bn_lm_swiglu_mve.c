#include "bn_scalar_float.h"

#include "bn_lm_swiglu_mve.h"

#include "bn_float.h"
#include "bn_lm_mve.h"

/* exp(-x) + 1 for |x| up to 86; bn_exp has the polynomial. A number that Helium takes for zero leaves 1 + 1. */
BN_INLINE float32x4_t exp_of_negative_plus_one(float32x4_t x)
{
    const float rounder = 12582912.0f;
    const float32x4_t negative = vnegq_f32(x), rounded = vaddq_n_f32(vmulq_n_f32(negative, BN_LOG2_OF_E), rounder), power = vsubq_n_f32(rounded, rounder);
    const float32x4_t high = vsubq_f32(negative, vmulq_n_f32(power, 0.693359375f)), low = vmulq_n_f32(power, -0.000212194442f), r = vsubq_f32(high, low);
    const float32x4_t three = vaddq_n_f32(vmulq_n_f32(r, 0.00138182961f), 0.00836853217f), two = vaddq_n_f32(vmulq_f32(three, r), 0.0416682921f);
    const float32x4_t tail = vaddq_n_f32(vmulq_f32(vaddq_n_f32(vmulq_f32(two, r), 0.166665226f), r), 0.499999940f);
    const float32x4_t one_more = vaddq_n_f32(vaddq_f32(vsubq_f32(vmulq_f32(vmulq_f32(r, r), tail), low), high), 1.0f);
    const int32x4_t bits = vaddq_s32(vreinterpretq_s32_f32(one_more), vshlq_n_s32(vreinterpretq_s32_f32(rounded), 23));
    return vaddq_n_f32(vreinterpretq_f32_s32(bits), 1.0f);
}

/* gate * (1 / divisor) * up, lane by lane: results may be below 2^-126, which Helium's vectors take for zero. */
BN_INLINE float32x4_t gated(float32x4_t gate, float32x4_t divisor, float32x4_t up)
{
    register float32x4_t g __asm__("q0") = gate, u __asm__("q1") = up, d __asm__("q2") = divisor;
    __asm__("vdiv.f32 s8, %[one], s8\n\t" "vdiv.f32 s9, %[one], s9\n\t" "vdiv.f32 s10, %[one], s10\n\t" "vdiv.f32 s11, %[one], s11\n\t"
            "vmul.f32 s8, s0, s8\n\t" "vmul.f32 s9, s1, s9\n\t" "vmul.f32 s10, s2, s10\n\t" "vmul.f32 s11, s3, s11\n\t"
            "vmul.f32 s8, s8, s4\n\t" "vmul.f32 s9, s9, s5\n\t" "vmul.f32 s10, s10, s6\n\t" "vmul.f32 s11, s11, s7"
            : "+w"(d)
            : "w"(g), "w"(u), [one] "t"(1.0f));
    return d;
}

void bn_lm_swiglu_mve(const bn_lm_swiglu_mve_params *p, const float *gate, const float *up, float *output)
{
    for (int32_t i = 0; i < p->count;) {
        if (i + 4 <= p->count) {
            const float32x4_t g = vld1q_f32(gate + i);
            /* 86 as bits without the sign; NaN is above it, too. */
            if (vmaxvq_u32(0, vshlq_n_u32(vreinterpretq_u32_f32(g), 1)) <= 0x42ac0000u << 1) {
                vst1q_f32(output + i, gated(g, exp_of_negative_plus_one(g), vld1q_f32(up + i)));
                i += 4;
                continue;
            }
        }
        output[i] = gate[i] * (1.0f / (1.0f + bn_exp(-gate[i]))) * up[i];
        i++;
    }
}
