/* bn_lm_fpu.h - sums of products for cores with 32 single-precision registers, whose compilers load each number by an instruction of its own. Every product
 * and sum is rounded, in the order of the loops beside them. */
#ifndef BN_LM_FPU_H
#define BN_LM_FPU_H

#include <stdint.h>

#if defined(__GNUC__) && defined(__thumb2__) && defined(__ARM_FP) && !defined(__SOFTFP__) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define BN_LM_FPU 1
#else
#define BN_LM_FPU 0
#endif

#if BN_LM_FPU && defined(__ARM_FEATURE_DSP)
#define BN_LM_FPU_DSP 1
#else
#define BN_LM_FPU_DSP 0
#endif

#if BN_LM_FPU

/* sums[0..3] += four rows, side by side, times the input; columns: a multiple of 4, not 0. Returns the weights behind. */
static inline const float *bn_lm_fpu_rows(const float *weights, const float *input, int32_t columns, float *sums)
{
    const float *const end = input + columns;
    __asm__ volatile("vldmia %[sums], {s0-s3}\n"
            "1:\n\t"
            "vldmia %[input]!, {s4-s7}\n\t"
            "vldmia %[weights]!, {s8-s23}\n\t"
            "vmul.f32 s8, s8, s4\n\t" "vmul.f32 s9, s9, s4\n\t" "vmul.f32 s10, s10, s4\n\t" "vmul.f32 s11, s11, s4\n\t"
            "vadd.f32 s0, s0, s8\n\t" "vadd.f32 s1, s1, s9\n\t" "vadd.f32 s2, s2, s10\n\t" "vadd.f32 s3, s3, s11\n\t"
            "vmul.f32 s12, s12, s5\n\t" "vmul.f32 s13, s13, s5\n\t" "vmul.f32 s14, s14, s5\n\t" "vmul.f32 s15, s15, s5\n\t"
            "vadd.f32 s0, s0, s12\n\t" "vadd.f32 s1, s1, s13\n\t" "vadd.f32 s2, s2, s14\n\t" "vadd.f32 s3, s3, s15\n\t"
            "vmul.f32 s16, s16, s6\n\t" "vmul.f32 s17, s17, s6\n\t" "vmul.f32 s18, s18, s6\n\t" "vmul.f32 s19, s19, s6\n\t"
            "vadd.f32 s0, s0, s16\n\t" "vadd.f32 s1, s1, s17\n\t" "vadd.f32 s2, s2, s18\n\t" "vadd.f32 s3, s3, s19\n\t"
            "vmul.f32 s20, s20, s7\n\t" "vmul.f32 s21, s21, s7\n\t" "vmul.f32 s22, s22, s7\n\t" "vmul.f32 s23, s23, s7\n\t"
            "vadd.f32 s0, s0, s20\n\t" "vadd.f32 s1, s1, s21\n\t" "vadd.f32 s2, s2, s22\n\t" "vadd.f32 s3, s3, s23\n\t"
            "cmp %[input], %[end]\n\t"
            "bne 1b\n\t"
            "vstmia %[sums], {s0-s3}"
            : [weights] "+r"(weights), [input] "+r"(input)
            : [end] "r"(end), [sums] "r"(sums)
            : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23",
              "cc", "memory");
    return weights;
}

/* The sum of products of two vectors; count: a multiple of 8, not 0. */
static inline float bn_lm_fpu_dot(const float *a, const float *b, int32_t count)
{
    const float *const end = a + count;
    float sum = 0.0f;
    __asm__ volatile("1:\n\t"
            "vldmia %[a]!, {s8-s15}\n\t"
            "vldmia %[b]!, {s16-s23}\n\t"
            "vmul.f32 s8, s8, s16\n\t" "vmul.f32 s9, s9, s17\n\t" "vmul.f32 s10, s10, s18\n\t" "vmul.f32 s11, s11, s19\n\t" "vmul.f32 s12, s12, s20\n\t" "vmul.f32 s13, s13, s21\n\t" "vmul.f32 s14, s14, s22\n\t" "vmul.f32 s15, s15, s23\n\t"
            "vadd.f32 %[sum], %[sum], s8\n\t" "vadd.f32 %[sum], %[sum], s9\n\t" "vadd.f32 %[sum], %[sum], s10\n\t" "vadd.f32 %[sum], %[sum], s11\n\t" "vadd.f32 %[sum], %[sum], s12\n\t" "vadd.f32 %[sum], %[sum], s13\n\t" "vadd.f32 %[sum], %[sum], s14\n\t" "vadd.f32 %[sum], %[sum], s15\n\t"
            "cmp %[a], %[end]\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [sum] "+t"(sum)
            : [end] "r"(end)
            : "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "cc", "memory");
    return sum;
}

/* sums[0..7] += weight * row for so many rows, `stride` bytes from one to the next; rows: not 0. */
static inline void bn_lm_fpu_weigh(float *sums, const float *row, int32_t stride, const float *weights, int32_t rows)
{
    const float *const end = weights + rows;
    __asm__ volatile("vldmia %[sums], {s0-s7}\n"
            "1:\n\t"
            "vldmia %[row], {s8-s15}\n\t"
            "vldmia %[weights]!, {s16}\n\t"
            "add %[row], %[row], %[stride]\n\t"
            "vmul.f32 s8, s8, s16\n\t" "vmul.f32 s9, s9, s16\n\t" "vmul.f32 s10, s10, s16\n\t" "vmul.f32 s11, s11, s16\n\t" "vmul.f32 s12, s12, s16\n\t" "vmul.f32 s13, s13, s16\n\t" "vmul.f32 s14, s14, s16\n\t" "vmul.f32 s15, s15, s16\n\t"
            "vadd.f32 s0, s0, s8\n\t" "vadd.f32 s1, s1, s9\n\t" "vadd.f32 s2, s2, s10\n\t" "vadd.f32 s3, s3, s11\n\t" "vadd.f32 s4, s4, s12\n\t" "vadd.f32 s5, s5, s13\n\t" "vadd.f32 s6, s6, s14\n\t" "vadd.f32 s7, s7, s15\n\t"
            "cmp %[weights], %[end]\n\t"
            "bne 1b\n\t"
            "vstmia %[sums], {s0-s7}"
            : [row] "+r"(row), [weights] "+r"(weights)
            : [end] "r"(end), [sums] "r"(sums), [stride] "r"(stride)
            : "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "cc", "memory");
}

/* The sum of squares, left to right. count: a multiple of 8, not 0. */
static inline float bn_lm_fpu_squares(const float *x, int32_t count)
{
    const float *const end = x + count;
    float sum = 0.0f;
    __asm__("1:\n\t"
            "vldmia %[x]!, {s8-s15}\n\t"
            "vmul.f32 s8, s8, s8\n\t" "vmul.f32 s9, s9, s9\n\t" "vmul.f32 s10, s10, s10\n\t" "vmul.f32 s11, s11, s11\n\t" "vmul.f32 s12, s12, s12\n\t" "vmul.f32 s13, s13, s13\n\t" "vmul.f32 s14, s14, s14\n\t" "vmul.f32 s15, s15, s15\n\t"
            "vadd.f32 %[sum], %[sum], s8\n\t" "vadd.f32 %[sum], %[sum], s9\n\t" "vadd.f32 %[sum], %[sum], s10\n\t" "vadd.f32 %[sum], %[sum], s11\n\t" "vadd.f32 %[sum], %[sum], s12\n\t" "vadd.f32 %[sum], %[sum], s13\n\t" "vadd.f32 %[sum], %[sum], s14\n\t" "vadd.f32 %[sum], %[sum], s15\n\t"
            "cmp %[x], %[end]\n\t"
            "bne 1b"
            : [x] "+r"(x), [sum] "+t"(sum)
            : [end] "r"(end)
            : "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "cc", "memory");
    return sum;
}

/* output = gain * (scale * input). count: a multiple of 4, not 0. */
static inline void bn_lm_fpu_gain(const float *input, int32_t count, float scale, const float *gain, float *output)
{
    const float *const end = input + count;
    __asm__ volatile("1:\n\t"
            "vldmia %[input]!, {s8-s11}\n\t"
            "vldmia %[gain]!, {s12-s15}\n\t"
            "vmul.f32 s8, s8, %[scale]\n\t" "vmul.f32 s9, s9, %[scale]\n\t" "vmul.f32 s10, s10, %[scale]\n\t" "vmul.f32 s11, s11, %[scale]\n\t"
            "vmul.f32 s8, s12, s8\n\t" "vmul.f32 s9, s13, s9\n\t" "vmul.f32 s10, s14, s10\n\t" "vmul.f32 s11, s15, s11\n\t"
            "vstmia %[output]!, {s8-s11}\n\t"
            "cmp %[input], %[end]\n\t"
            "bne 1b"
            : [input] "+r"(input), [gain] "+r"(gain), [output] "+r"(output)
            : [end] "r"(end), [scale] "t"(scale)
            : "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "cc", "memory");
}

/* output = left + right; returns 0, or NaN if a result is NaN or infinite. count: a multiple of 4, not 0. */
static inline float bn_lm_fpu_add(const float *left, const float *right, int32_t count, float *output)
{
    const float *const end = left + count;
    float finite = 0.0f;
    __asm__ volatile("1:\n\t"
            "vldmia %[left]!, {s8-s11}\n\t"
            "vldmia %[right]!, {s12-s15}\n\t"
            "vadd.f32 s8, s8, s12\n\t" "vadd.f32 s9, s9, s13\n\t" "vadd.f32 s10, s10, s14\n\t" "vadd.f32 s11, s11, s15\n\t"
            "vmla.f32 %[finite], s8, %[zero]\n\t" "vmla.f32 %[finite], s9, %[zero]\n\t" "vmla.f32 %[finite], s10, %[zero]\n\t" "vmla.f32 %[finite], s11, %[zero]\n\t"
            "vstmia %[output]!, {s8-s11}\n\t"
            "cmp %[left], %[end]\n\t"
            "bne 1b"
            : [left] "+r"(left), [right] "+r"(right), [output] "+r"(output), [finite] "+t"(finite)
            : [end] "r"(end), [zero] "t"(0.0f)
            : "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "cc", "memory");
    return finite;
}

/* sums[0..3] += a group's integer sums, each times its scale, binary16. */
static inline void bn_lm_fpu_add_group(float sums[4], const int32_t own[4], const uint16_t *scales)
{
    __asm__("vldmia %[scales], {s8, s9}\n\t"
            "vmov s10, s11, %[a], %[b]\n\t" "vmov s12, s13, %[c], %[d]\n\t"
            "vcvtb.f32.f16 s14, s8\n\t" "vcvtt.f32.f16 s15, s8\n\t" "vcvtb.f32.f16 s8, s9\n\t" "vcvtt.f32.f16 s9, s9\n\t"
            "vcvt.f32.s32 s10, s10\n\t" "vcvt.f32.s32 s11, s11\n\t" "vcvt.f32.s32 s12, s12\n\t" "vcvt.f32.s32 s13, s13\n\t"
            "vmul.f32 s10, s10, s14\n\t" "vmul.f32 s11, s11, s15\n\t" "vmul.f32 s12, s12, s8\n\t" "vmul.f32 s13, s13, s9\n\t"
            "vadd.f32 %[e], %[e], s10\n\t" "vadd.f32 %[f], %[f], s11\n\t" "vadd.f32 %[g], %[g], s12\n\t" "vadd.f32 %[h], %[h], s13"
            : [e] "+t"(sums[0]), [f] "+t"(sums[1]), [g] "+t"(sums[2]), [h] "+t"(sums[3])
            : [a] "r"(own[0]), [b] "r"(own[1]), [c] "r"(own[2]), [d] "r"(own[3]), [scales] "r"(scales)
            : "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "memory");
}

#endif

#if BN_LM_FPU_DSP

/* The largest of the numbers' bits without their signs, doubled; above 0xff000000 if there is a NaN. count: a multiple of 4, not 0. */
static inline uint32_t bn_lm_fpu_largest_doubled(const float *x, int32_t count)
{
    const float *const end = x + count;
    uint32_t largest = 0;
    __asm__("1:\n\t"
            "ldmia %[x]!, {r2-r5}\n\t"
            "cmp %[largest], r2, lsl #1\n\t" "it lo\n\t" "lsllo %[largest], r2, #1\n\t"
            "cmp %[largest], r3, lsl #1\n\t" "it lo\n\t" "lsllo %[largest], r3, #1\n\t"
            "cmp %[largest], r4, lsl #1\n\t" "it lo\n\t" "lsllo %[largest], r4, #1\n\t"
            "cmp %[largest], r5, lsl #1\n\t" "it lo\n\t" "lsllo %[largest], r5, #1\n\t"
            "cmp %[x], %[end]\n\t"
            "bne 1b"
            : [x] "+r"(x), [largest] "+r"(largest)
            : [end] "r"(end)
            : "r2", "r3", "r4", "r5", "cc", "memory");
    return largest;
}

/* codes = the integers nearest to x * inverse, which fit a byte. count: a multiple of 4, not 0. */
static inline void bn_lm_fpu_codes(const float *x, int32_t count, float inverse, int8_t *codes)
{
    const float *const end = x + count;
    __asm__ volatile("1:\n\t"
            "vldmia %[x]!, {s0-s3}\n\t"
            "vmul.f32 s0, s0, %[inverse]\n\t" "vmul.f32 s1, s1, %[inverse]\n\t" "vmul.f32 s2, s2, %[inverse]\n\t" "vmul.f32 s3, s3, %[inverse]\n\t"
            "vadd.f32 s0, s0, %[rounder]\n\t" "vadd.f32 s1, s1, %[rounder]\n\t" "vadd.f32 s2, s2, %[rounder]\n\t" "vadd.f32 s3, s3, %[rounder]\n\t"
            "vmov r2, r3, s0, s1\n\t" "vmov r4, r5, s2, s3\n\t"
            "pkhbt r2, r2, r4, lsl #16\n\t" "pkhbt r3, r3, r5, lsl #16\n\t"
            "uxtb16 r2, r2\n\t" "uxtb16 r3, r3\n\t" "orr r2, r2, r3, lsl #8\n\t"
            "str r2, [%[codes]], #4\n\t"
            "cmp %[x], %[end]\n\t"
            "bne 1b"
            : [x] "+r"(x), [codes] "+r"(codes)
            : [end] "r"(end), [inverse] "t"(inverse), [rounder] "t"(12582912.0f)
            : "s0", "s1", "s2", "s3", "r2", "r3", "r4", "r5", "cc", "memory");
}

#endif

#endif
