/* bn_lm_attention_dsp.h - the loops of attention over quantized keys and values, for cores with dual multiply-accumulates and 32 single-precision registers.
 * Every float operation is rounded and in the order of the loops in bn_lm_attention_q8.h. */
#ifndef BN_LM_ATTENTION_DSP_H
#define BN_LM_ATTENTION_DSP_H

#include <stdint.h>

/* Eight bytes of a key, in k0 and k1, times a query, whose even and odd columns take turns. */
#define BN_LM_DSP_DOT_8(sum) \
    "sxtb16 " sum ", %[k0]\n\t" "sxtb16 %[k0], %[k0], ror #8\n\t" "smuad " sum ", " sum ", %[q0]\n\t" "smlad " sum ", %[k0], %[q1], " sum "\n\t" \
    "sxtb16 %[k0], %[k1]\n\t" "sxtb16 %[k1], %[k1], ror #8\n\t" "smlad " sum ", %[k0], %[q2], " sum "\n\t" "smlad " sum ", %[k1], %[q3], " sum "\n\t"

/* Two positions. */
#define BN_LM_DSP_TWO_SCORES \
    "ldrd %[k0], %[k1], [%[keys]], #8\n\t" BN_LM_DSP_DOT_8("%[t]") \
    "ldrd %[k0], %[k1], [%[keys]], #8\n\t" BN_LM_DSP_DOT_8("%[u]") \
    "vldmia %[scales]!, {s2}\n\t" \
    "vmov s0, s1, %[t], %[u]\n\t" "vcvtb.f32.f16 s3, s2\n\t" "vcvtt.f32.f16 s2, s2\n\t" \
    "vcvt.f32.s32 s0, s0\n\t" "vcvt.f32.s32 s1, s1\n\t" "vmul.f32 s0, s0, s3\n\t" "vmul.f32 s1, s1, s2\n\t" \
    "vmov %[t], %[u], s0, s1\n\t" "strd %[t], %[u], [%[scores]], #8\n\t" \
    "cmp %[t], %[largest]\n\t" "it gt\n\t" "movgt %[largest], %[t]\n\t" \
    "cmp %[u], %[largest]\n\t" "it gt\n\t" "movgt %[largest], %[u]\n\t"

/* scores[t] = (query times keys[t], of eight bytes) * scales[t], in pairs up to end; returns the largest of their bits as an integer, or `largest`. */
static inline int32_t bn_lm_dsp_scores_8(const uint32_t query[4], const int8_t *keys, const uint16_t *scales, float *scores, const float *end, int32_t largest)
{
    uint32_t k0, k1, t, u;
    /* Two pairs a round; of an odd number the first round takes one. */
    __asm__ volatile("ldr %[t], %[end]\n\t"
            "sub %[t], %[t], %[scores]\n\t"
            "tst %[t], #8\n\t"
            "bne 2f\n"
            "1:\n\t" BN_LM_DSP_TWO_SCORES
            "2:\n\t" BN_LM_DSP_TWO_SCORES
            "ldr %[t], %[end]\n\t"
            "cmp %[scores], %[t]\n\t"
            "bne 1b"
            : [keys] "+r"(keys), [scales] "+r"(scales), [scores] "+r"(scores), [largest] "+r"(largest), [k0] "=&r"(k0), [k1] "=&r"(k1), [t] "=&r"(t), [u] "=&r"(u)
            : [q0] "r"(query[0]), [q1] "r"(query[1]), [q2] "r"(query[2]), [q3] "r"(query[3]), [end] "m"(end)
            : "s0", "s1", "s2", "s3", "cc", "memory");
    return largest;
}

/* A key times a query; width: a multiple of 8, not 0. */
static inline int32_t bn_lm_dsp_dot_key(const uint32_t *query, const int8_t *key, int32_t width)
{
    const int8_t *const end = key + width;
    int32_t sum = 0;
    __asm__("1:\n\t"
            "ldmia %[query]!, {r2-r5}\n\t"
            "ldr r6, [%[key]], #4\n\t"
            "sxtb16 r8, r6\n\t" "sxtb16 r6, r6, ror #8\n\t" "smlad %[sum], r8, r2, %[sum]\n\t" "smlad %[sum], r6, r3, %[sum]\n\t"
            "ldr r6, [%[key]], #4\n\t"
            "sxtb16 r8, r6\n\t" "sxtb16 r6, r6, ror #8\n\t" "smlad %[sum], r8, r4, %[sum]\n\t" "smlad %[sum], r6, r5, %[sum]\n\t"
            "cmp %[key], %[end]\n\t"
            "bne 1b"
            : [query] "+r"(query), [key] "+r"(key), [sum] "+r"(sum)
            : [end] "r"(end)
            : "r2", "r3", "r4", "r5", "r6", "r8", "cc", "memory");
    return sum;
}

/* What one walk over the scores needs and finds. */
typedef struct {
    float largest;    /* score */
    float per_power;  /* powers of two for a score of 1 */
    float sum;        /* of the shares so far */
    int32_t heaviest; /* weight so far, as bits */
} bn_lm_dsp_shares;

/* Two scores become weights; where 2^y may be 0 it goes by way of `far`, and returns to `back`. */
#define BN_LM_DSP_TWO_WEIGHTS(far, back) \
    "vldmia %[weights], {s0, s1}\n\t" \
    "vsub.f32 s0, s0, %[largest]\n\t" "vsub.f32 s1, s1, %[largest]\n\t" "vmul.f32 s0, s0, %[perpower]\n\t" "vmul.f32 s1, s1, %[perpower]\n\t" \
    "vadd.f32 s2, s0, %[rounder]\n\t" "vadd.f32 s3, s1, %[rounder]\n\t" \
    "vmov r2, r3, s2, s3\n\t" \
    "vsub.f32 s2, s2, %[rounder]\n\t" "vsub.f32 s3, s3, %[rounder]\n\t" "vsub.f32 s0, s0, s2\n\t" "vsub.f32 s1, s1, s3\n\t" \
    "vmul.f32 s2, s0, %[c3]\n\t" "vmul.f32 s3, s1, %[c3]\n\t" "vadd.f32 s2, s2, %[c2]\n\t" "vadd.f32 s3, s3, %[c2]\n\t" \
    "vmul.f32 s2, s2, s0\n\t" "vmul.f32 s3, s3, s1\n\t" "vadd.f32 s2, s2, %[c1]\n\t" "vadd.f32 s3, s3, %[c1]\n\t" \
    "vmul.f32 s2, s2, s0\n\t" "vmul.f32 s3, s3, s1\n\t" "vadd.f32 s2, s2, %[c0]\n\t" "vadd.f32 s3, s3, %[c0]\n\t" \
    "vmov r4, r5, s2, s3\n\t" \
    "add r4, r4, r2, lsl #23\n\t" "add r5, r5, r3, lsl #23\n\t" \
    "cmp r2, %[least]\n\t" "it ge\n\t" "cmpge r3, %[least]\n\t" \
    "blt " far "f\n" \
    back ":\n\t" \
    "vmov s2, s3, r4, r5\n\t" \
    "vldmia %[scales]!, {s0}\n\t" \
    "vadd.f32 %[sum], %[sum], s2\n\t" "vadd.f32 %[sum], %[sum], s3\n\t" \
    "vcvtb.f32.f16 s1, s0\n\t" "vcvtt.f32.f16 s0, s0\n\t" "vmul.f32 s2, s2, s1\n\t" "vmul.f32 s3, s3, s0\n\t" \
    "vmov r4, r5, s2, s3\n\t" "strd r4, r5, [%[weights]], #8\n\t" \
    "cmp r4, %[heaviest]\n\t" "it gt\n\t" "movgt %[heaviest], r4\n\t" \
    "cmp r5, %[heaviest]\n\t" "it gt\n\t" "movgt %[heaviest], r5\n\t"

#define BN_LM_DSP_FAR_WEIGHTS(far, back) \
    far ":\n\t" \
    "cmp r2, %[least]\n\t" "it lt\n\t" "movlt r4, #0\n\t" \
    "cmp r3, %[least]\n\t" "it lt\n\t" "movlt r5, #0\n\t" \
    "b " back "b\n"

/* Scores become weights, in pairs up to end: 2^((score - largest) * per_power), which is added to the sum, times the scale of the value. bn_exp2_short has the
 * polynomial. */
static inline void bn_lm_dsp_weights(bn_lm_dsp_shares *s, float *weights, const float *end, const uint16_t *scales)
{
    float sum = s->sum;
    int32_t heaviest = s->heaviest;
    /* Two pairs a round; of an odd number the first round takes one. */
    __asm__ volatile("sub r2, %[end], %[weights]\n\t"
            "tst r2, #8\n\t"
            "bne 2f\n"
            "1:\n\t" BN_LM_DSP_TWO_WEIGHTS("5", "3")
            "2:\n\t" BN_LM_DSP_TWO_WEIGHTS("6", "4")
            "cmp %[weights], %[end]\n\t"
            "bne 1b\n\t"
            "b 7f\n"
            BN_LM_DSP_FAR_WEIGHTS("5", "3") BN_LM_DSP_FAR_WEIGHTS("6", "4")
            "7:"
            : [weights] "+r"(weights), [scales] "+r"(scales), [sum] "+t"(sum), [heaviest] "+r"(heaviest)
            : [end] "r"(end), [least] "r"(0x4b400000 - 100), [largest] "t"(s->largest), [perpower] "t"(s->per_power), [rounder] "t"(12582912.0f),
              [c3] "t"(0.0551717952f), [c2] "t"(0.242611259f), [c1] "t"(0.693260968f), [c0] "t"(0.999928057f)
            : "s0", "s1", "s2", "s3", "r2", "r3", "r4", "r5", "cc", "memory");
    s->sum = sum;
    s->heaviest = heaviest;
}

/* integers: of every four weights times inverse, the first and third in a word, the second and fourth in the next; `stride` bytes from four to four. end: a multiple
 * of four behind weights, not 0. */
static inline void bn_lm_dsp_integers(const float *weights, const float *end, float inverse, int16_t *integers, int32_t stride)
{
    __asm__ volatile("1:\n\t"
            "vldmia %[weights]!, {s0-s3}\n\t"
            "vmul.f32 s0, s0, %[inverse]\n\t" "vmul.f32 s1, s1, %[inverse]\n\t" "vmul.f32 s2, s2, %[inverse]\n\t" "vmul.f32 s3, s3, %[inverse]\n\t"
            "vadd.f32 s0, s0, %[rounder]\n\t" "vadd.f32 s1, s1, %[rounder]\n\t" "vadd.f32 s2, s2, %[rounder]\n\t" "vadd.f32 s3, s3, %[rounder]\n\t"
            "vmov r2, r3, s0, s1\n\t" "vmov r4, r5, s2, s3\n\t"
            "pkhbt r2, r2, r4, lsl #16\n\t" "pkhbt r3, r3, r5, lsl #16\n\t"
            "strd r2, r3, [%[integers]]\n\t" "add %[integers], %[integers], %[stride]\n\t"
            "cmp %[weights], %[end]\n\t"
            "bne 1b"
            : [weights] "+r"(weights), [integers] "+r"(integers)
            : [end] "r"(end), [inverse] "t"(inverse), [rounder] "t"(12582912.0f), [stride] "r"(stride)
            : "s0", "s1", "s2", "s3", "r2", "r3", "r4", "r5", "cc", "memory");
}

/* Four positions of two rows of values and of two heads' weights. */
#define BN_LM_DSP_VALUES_OF_TWO \
    "ldmia %[integers]!, {r2-r5}\n\t" \
    "ldr %[v], [%[values], %[slots]]\n\t" \
    "sxtb16 %[t], %[v]\n\t" "sxtb16 %[v], %[v], ror #8\n\t" \
    "smlad %[c], %[t], r2, %[c]\n\t" "smlad %[c], %[v], r3, %[c]\n\t" "smlad %[d], %[t], r4, %[d]\n\t" "smlad %[d], %[v], r5, %[d]\n\t" \
    "ldr %[v], [%[values]], #4\n\t" \
    "sxtb16 %[t], %[v]\n\t" "sxtb16 %[v], %[v], ror #8\n\t" \
    "smlad %[a], %[t], r2, %[a]\n\t" "smlad %[a], %[v], r3, %[a]\n\t" "smlad %[b], %[t], r4, %[b]\n\t" "smlad %[b], %[v], r5, %[b]\n\t"

/* sums: of two heads' weights, eight of both in turn, times a row of values and the row that is `slots` bytes behind: first head, second head of the first row, then
 * of the second. */
static inline void bn_lm_dsp_values_of_two(const int16_t *integers, const int16_t *end, const int8_t *values, int32_t slots, int32_t sums[4])
{
    int32_t a = 0, b = 0, c = 0, d = 0;
    uint32_t v, t;
    /* Two steps a round; of an odd number the first round takes one. */
    __asm__ volatile("ldr %[t], %[end]\n\t"
            "sub %[t], %[t], %[integers]\n\t"
            "tst %[t], #16\n\t"
            "bne 2f\n"
            "1:\n\t" BN_LM_DSP_VALUES_OF_TWO
            "2:\n\t" BN_LM_DSP_VALUES_OF_TWO
            "ldr %[t], %[end]\n\t"
            "cmp %[integers], %[t]\n\t"
            "bne 1b"
            : [integers] "+r"(integers), [values] "+r"(values), [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [v] "=&r"(v), [t] "=&r"(t)
            : [end] "m"(end), [slots] "r"(slots)
            : "r2", "r3", "r4", "r5", "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

/* The same of one head: four weights in turn, and of each row a sum. */
static inline void bn_lm_dsp_values_of_one(const int16_t *integers, const int16_t *end, const int8_t *values, int32_t slots, int32_t sums[2])
{
    int32_t a = 0, c = 0;
    uint32_t v, t;
    __asm__ volatile("1:\n\t"
            "ldrd r2, r3, [%[integers]], #8\n\t"
            "ldr %[v], [%[values], %[slots]]\n\t"
            "sxtb16 %[t], %[v]\n\t" "sxtb16 %[v], %[v], ror #8\n\t" "smlad %[c], %[t], r2, %[c]\n\t" "smlad %[c], %[v], r3, %[c]\n\t"
            "ldr %[v], [%[values]], #4\n\t"
            "sxtb16 %[t], %[v]\n\t" "sxtb16 %[v], %[v], ror #8\n\t" "smlad %[a], %[t], r2, %[a]\n\t" "smlad %[a], %[v], r3, %[a]\n\t"
            "cmp %[integers], %[end]\n\t"
            "bne 1b"
            : [integers] "+r"(integers), [values] "+r"(values), [a] "+r"(a), [c] "+r"(c), [v] "=&r"(v), [t] "=&r"(t)
            : [end] "r"(end), [slots] "r"(slots)
            : "r2", "r3", "cc", "memory");
    sums[0] = a;
    sums[1] = c;
}

#endif
