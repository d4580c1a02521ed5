/* bn_lm_dsp.h - integer sums of products of a language model's matrices, for cores with dual multiply-accumulates: what compilers make of C takes twice
 * the instructions. */
#ifndef BN_LM_DSP_H
#define BN_LM_DSP_H

#include <stdint.h>

#if defined(__GNUC__) && defined(__thumb2__) && defined(__ARM_FEATURE_DSP)
#define BN_LM_DSP 1
#else
#define BN_LM_DSP 0
#endif

#if BN_LM_DSP

/* Where weights and codes go on behind a group. */
typedef struct {
    const uint32_t *weights;
    const int16_t *codes;
} bn_lm_dsp_place;

/* sums[0..3] += four rows of bytes, a word of each in turn, times codes; columns: a multiple of 4, not 0. */
static inline bn_lm_dsp_place bn_lm_dsp_bytes(bn_lm_dsp_place at, int32_t columns, int32_t sums[4])
{
    int32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
    uint32_t w, t, x0, x1;
    const int16_t *const end = at.codes + columns;
    __asm__ volatile("1:\n\t"
            "ldrd %[x0], %[x1], [%[codes]], #8\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "sxtb16 %[t], %[w]\n\t" "sxtb16 %[w], %[w], ror #8\n\t" "smlad %[a], %[t], %[x0], %[a]\n\t" "smlad %[a], %[w], %[x1], %[a]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "sxtb16 %[t], %[w]\n\t" "sxtb16 %[w], %[w], ror #8\n\t" "smlad %[b], %[t], %[x0], %[b]\n\t" "smlad %[b], %[w], %[x1], %[b]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "sxtb16 %[t], %[w]\n\t" "sxtb16 %[w], %[w], ror #8\n\t" "smlad %[c], %[t], %[x0], %[c]\n\t" "smlad %[c], %[w], %[x1], %[c]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "sxtb16 %[t], %[w]\n\t" "sxtb16 %[w], %[w], ror #8\n\t" "smlad %[d], %[t], %[x0], %[d]\n\t" "smlad %[d], %[w], %[x1], %[d]\n\t"
            "cmp %[codes], %[end]\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(at.weights), [codes] "+r"(at.codes), [w] "=&r"(w), [t] "=&r"(t),
              [x0] "=&r"(x0), [x1] "=&r"(x1)
            : [end] "r"(end)
            : "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return at;
}

/* The same of half-bytes, each 8 too large, a word of eight; columns: a multiple of 8, not 0. */
static inline bn_lm_dsp_place bn_lm_dsp_nibbles(bn_lm_dsp_place at, int32_t columns, int32_t sums[4])
{
    int32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
    uint32_t w, t, x0, x1, x2, x3;
    const int16_t *const end = at.codes + columns;
    __asm__ volatile("1:\n\t"
            "ldrd %[x0], %[x1], [%[codes]], #8\n\t"
            "ldrd %[x2], %[x3], [%[codes]], #8\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[a], %[t], %[x0], %[a]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[a], %[t], %[x1], %[a]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[a], %[t], %[x2], %[a]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[a], %[t], %[x3], %[a]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[b], %[t], %[x0], %[b]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[b], %[t], %[x1], %[b]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[b], %[t], %[x2], %[b]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[b], %[t], %[x3], %[b]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[c], %[t], %[x0], %[c]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[c], %[t], %[x1], %[c]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[c], %[t], %[x2], %[c]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[c], %[t], %[x3], %[c]\n\t"
            "ldr %[w], [%[weights]], #4\n\t" "and %[t], %[mask], %[w]\n\t" "smlad %[d], %[t], %[x0], %[d]\n\t" "and %[t], %[mask], %[w], lsr #4\n\t" "smlad %[d], %[t], %[x1], %[d]\n\t" "and %[t], %[mask], %[w], lsr #8\n\t" "smlad %[d], %[t], %[x2], %[d]\n\t" "and %[t], %[mask], %[w], lsr #12\n\t" "smlad %[d], %[t], %[x3], %[d]\n\t"
            "ldr %[t], %[end]\n\t"
            "cmp %[codes], %[t]\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(at.weights), [codes] "+r"(at.codes), [w] "=&r"(w), [t] "=&r"(t),
              [x0] "=&r"(x0), [x1] "=&r"(x1), [x2] "=&r"(x2), [x3] "=&r"(x3)
            : [mask] "r"(0x000f000fu), [end] "m"(end)
            : "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return at;
}

#endif

#endif
