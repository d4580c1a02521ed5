/* bn_fully_connected_s8_dsp.h - int8 dense layer of one input vector, for cores with dual multiply-accumulates. */
#ifndef BN_FULLY_CONNECTED_S8_DSP_H
#define BN_FULLY_CONNECTED_S8_DSP_H

#include "bn_dsp.h"

typedef struct {
    int32_t depth;           /* length of the input, a multiple of 4 */
    int32_t outputs;         /* length of the output */
    int32_t rounding;        /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const uint32_t *weights; /* [outputs / 4, rounded up][depth]: a word is two elements of two outputs */
    const int32_t *channels; /* [outputs, rounded up to 4][3]: bias with the input's zero point folded in, multiplier, right shift less one */
} bn_fully_connected_s8_dsp_params;

/* sums[0..3] += four outputs' products with the input. It takes twelve registers, so nothing of its caller may need one. */
static BN_NOINLINE __attribute__((unused)) void bn_fully_connected_4(const uint32_t *weights, const int8_t *input, int32_t depth, int32_t *sums)
{
    int32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
    uint32_t even, odd, t;
    register uint32_t w0 __asm__("r0");
    register uint32_t w1 __asm__("r1");
    /* Four elements a turn: the words are (a, b) and (c, d) of elements 0 and 2, then of 1 and 3. */
    __asm__("1:\n\t"
            "ldr %[odd], [%[input]], #4\n\t"
            "ldrd r0, r1, [%[weights]], #8\n\t"
            "sxtb16 %[even], %[odd]\n\t"
            "sxtb16 %[odd], %[odd], ror #8\n\t"
            "sxtb16 %[t], r0\n\t"
            "smlad %[a], %[t], %[even], %[a]\n\t"
            "sxtb16 r0, r0, ror #8\n\t"
            "smlad %[b], r0, %[even], %[b]\n\t"
            "sxtb16 %[t], r1\n\t"
            "smlad %[c], %[t], %[even], %[c]\n\t"
            "sxtb16 r1, r1, ror #8\n\t"
            "smlad %[d], r1, %[even], %[d]\n\t"
            "ldrd r0, r1, [%[weights]], #8\n\t"
            "subs %[depth], %[depth], #4\n\t"
            "sxtb16 %[t], r0\n\t"
            "smlad %[a], %[t], %[odd], %[a]\n\t"
            "sxtb16 r0, r0, ror #8\n\t"
            "smlad %[b], r0, %[odd], %[b]\n\t"
            "sxtb16 %[t], r1\n\t"
            "smlad %[c], %[t], %[odd], %[c]\n\t"
            "sxtb16 r1, r1, ror #8\n\t"
            "smlad %[d], r1, %[odd], %[d]\n\t"
            "bne 1b"
            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [weights] "+r"(weights), [input] "+r"(input), [depth] "+r"(depth),
              [even] "=&r"(even), [odd] "=&r"(odd), [t] "=&r"(t), "=&r"(w0), "=&r"(w1)
            :
            : "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

BN_INLINE void bn_fully_connected_s8_dsp_inline(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output)
{
    const uint32_t *weights = p->weights;
    const int32_t *channel = p->channels;
    for (int32_t out = 0; out < p->outputs; out += 4) {
        int32_t sums[4] = {channel[0], channel[3], channel[6], channel[9]};
        bn_fully_connected_4(weights, input, p->depth, sums);
        for (int32_t i = 0; i < 4 && out + i < p->outputs; i++) {
            const int32_t value = bn_requantize_dsp(sums[i], channel[3 * i + 1], channel[3 * i + 2], p->rounding);
            *output++ = bn_saturate_dsp(value, p->activation_min, p->activation_max);
        }
        weights += p->depth;
        channel += 12;
    }
}

/* The same as a function of its own, for several layers. */
void bn_fully_connected_s8_dsp(const bn_fully_connected_s8_dsp_params *p, const int8_t *input, int8_t *output);

#endif
