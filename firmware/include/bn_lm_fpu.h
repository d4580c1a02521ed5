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

#endif

#endif
