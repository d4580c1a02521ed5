/* bn_fully_connected_s8_mve.h - int8 dense layer for cores with Helium, four outputs at a time. */
#ifndef BN_FULLY_CONNECTED_S8_MVE_H
#define BN_FULLY_CONNECTED_S8_MVE_H

#include "bn_mve.h"

typedef struct {
    int32_t rows;            /* input vectors per call */
    int32_t depth;           /* length of one input vector */
    int32_t outputs;         /* length of one output vector */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [outputs, rounded up to 4][depth] */
    int32_t vectors;         /* of four channels: 3, or only the biases */
    int32_t multiplier;      /* of all channels, where they have only a bias */
    int32_t shift;
    const int32_t *channels; /* [outputs / 4, rounded up][vectors][4]: biases with the input's zero point folded in, multipliers, shifts */
} bn_fully_connected_s8_mve_params;

/* Four rows of weights times the input. */
BN_INLINE int32x4_t bn_fully_connected_mve_4(const int8_t *w0, const int8_t *x, int32_t depth)
{
    const int8_t *w1 = w0 + depth, *w2 = w1 + depth, *w3 = w2 + depth;
    int32_t a = 0, b = 0, c = 0, d = 0;
    int32x4_t sums;
    __asm__ volatile("dlstp.8 lr, %[depth]\n"
                     "1:\n\t"
                     "vldrb.8 q0, [%[x]], #16\n\t"
                     "vldrb.8 q1, [%[w0]], #16\n\t"
                     "vmladava.s8 %[a], q1, q0\n\t"
                     "vldrb.8 q1, [%[w1]], #16\n\t"
                     "vmladava.s8 %[b], q1, q0\n\t"
                     "vldrb.8 q1, [%[w2]], #16\n\t"
                     "vmladava.s8 %[c], q1, q0\n\t"
                     "vldrb.8 q1, [%[w3]], #16\n\t"
                     "vmladava.s8 %[d], q1, q0\n\t"
                     "letp lr, 1b\n\t"
                     "vmov %q[sums][2], %q[sums][0], %[a], %[c]\n\t"
                     "vmov %q[sums][3], %q[sums][1], %[b], %[d]"
                     : [a] "+Te"(a), [b] "+Te"(b), [c] "+Te"(c), [d] "+Te"(d), [x] "+r"(x), [w0] "+r"(w0), [w1] "+r"(w1), [w2] "+r"(w2), [w3] "+r"(w3),
                       [sums] "=w"(sums)
                     : [depth] "r"(depth)
                     : "lr", "q0", "q1", "memory");
    return sums;
}

BN_INLINE void bn_fully_connected_s8_mve_inline(const bn_fully_connected_s8_mve_params *p, const int8_t *input, int8_t *output)
{
    const int32x4_t low = vdupq_n_s32(p->activation_min), high = vdupq_n_s32(p->activation_max);
    for (int32_t row = 0; row < p->rows; row++) {
        const int8_t *weights = p->weights;
        const int32_t *channel = p->channels;
        for (int32_t left = p->outputs; left > 0; left -= 4) {
            const int32x4_t sums = vaddq_s32(bn_fully_connected_mve_4(weights, input, p->depth), vldrwq_s32(channel));
            const int32x4_t multiplier = p->vectors == 1 ? vdupq_n_s32(p->multiplier) : vldrwq_s32(channel + 4);
            const int32x4_t shift = p->vectors == 1 ? vdupq_n_s32(p->shift) : vldrwq_s32(channel + 8);
            const int32x4_t scaled = vaddq_n_s32(bn_requantize_mve(sums, multiplier, shift), p->output_offset);
            bn_store_4_mve(output, bn_clamp_mve(scaled, low, high), left);
            weights += 4 * p->depth;
            channel += 4 * p->vectors;
            output += left < 4 ? left : 4;
        }
        input += p->depth;
    }
}

/* The same as a function of its own, for several layers. */
void bn_fully_connected_s8_mve(const bn_fully_connected_s8_mve_params *p, const int8_t *input, int8_t *output);

#endif
