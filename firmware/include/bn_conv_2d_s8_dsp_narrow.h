/* bn_conv_2d_s8_dsp_narrow.h - bn_conv_2d_s8_dsp in half of its working memory: two windows at a time instead of four.
 *
 * A seventh more instructions; for layers where that memory decides how large the arena is. */
#ifndef BN_CONV_2D_S8_DSP_NARROW_H
#define BN_CONV_2D_S8_DSP_NARROW_H

#include "bn_conv_2d_s8_dsp.h"

enum { BN_CONV_FEW_COLUMNS = 2 };

typedef bn_conv_2d_s8_dsp_params bn_conv_2d_s8_dsp_narrow_params;

/* Two elements of two channels, a and b, times two elements of two columns. */
#define BN_CONV_2X2_STEP(WEIGHTS_B)             \
    "ldr %[b], [%[weights]], #4\n\t"            \
    "ldrd %[x0], %[x1], [%[column]], #8\n\t"    \
    "sxtb16 %[a], %[b]\n\t"                     \
    WEIGHTS_B                                   \
    "smlad %[b0], %[b], %[x0], %[b0]\n\t"       \
    "smlad %[a0], %[a], %[x0], %[a0]\n\t"       \
    "smlad %[b1], %[b], %[x1], %[b1]\n\t"       \
    "smlad %[a1], %[a], %[x1], %[a1]\n\t"

/* The words are a multiple of two; where it is an odd one, the first turn is half of one. */
#define BN_CONV_2X2_LOOP(WEIGHTS_B)                                                                                  \
    __asm__("sub %[x0], %[end], %[weights]\n\t"                                                                      \
            "lsls %[x0], %[x0], #28\n\t"                                                                             \
            "bmi 2f\n\t"                                                                                             \
            ".balign 4\n"                                                                                            \
            "1:\n\t" BN_CONV_2X2_STEP(WEIGHTS_B) BN_CONV_2X2_STEP(WEIGHTS_B)                                         \
            "2:\n\t" BN_CONV_2X2_STEP(WEIGHTS_B) BN_CONV_2X2_STEP(WEIGHTS_B)                                         \
            "cmp %[weights], %[end]\n\t"                                                                             \
            "bne 1b"                                                                                                 \
            : [a0] "+r"(a0), [a1] "+r"(a1), [b0] "+r"(b0), [b1] "+r"(b1), [weights] "+r"(weights), [column] "+r"(column), \
              [a] "=&r"(a), [b] "=&r"(b), [x0] "=&r"(x0), [x1] "=&r"(x1)                                             \
            : [end] "r"(end)                                                                                         \
            : "cc", "memory")

/* Two output channels of two positions, the second `stride` bytes behind the first; second is 1, or 0 where there is no second channel. */
BN_INLINE void bn_conv_2d_2x2(const bn_conv_2d_s8_dsp_params *p, const uint32_t *weights, const uint32_t *column, const int32_t *channels, int32_t stride,
                              int32_t second, int8_t *output)
{
    int32_t a0 = 0, a1 = 0, b0 = bn_pair_start(&p->outputs, channels), b1 = b0;
    const uint32_t *const end = weights + p->words;
    uint32_t a, b, x0, x1;
    if (p->outputs.way == BN_PAIR_APART) {
        BN_CONV_2X2_LOOP("sxtb16 %[b], %[b], ror #8\n\t");
    } else {
        BN_CONV_2X2_LOOP("");
    }
    output[stride + second] = bn_pair_b(&p->outputs, channels, a1, b1);
    output[stride] = bn_pair_a(&p->outputs, channels, a1);
    output[second] = bn_pair_b(&p->outputs, channels, a0, b0);
    output[0] = bn_pair_a(&p->outputs, channels, a0);
}

/* All channels of one or two positions. */
BN_INLINE void bn_conv_2d_multiply_few(const bn_conv_2d_s8_dsp_params *p, const uint32_t *columns, int32_t count, int8_t *output)
{
    const uint32_t *weights = p->weights;
    const int32_t *channels = p->outputs.channels;
    for (int32_t out = 0; out < p->output_channels; out += 2) {
        const int32_t second = out + 1 < p->output_channels;
        if (count == 1) {
            bn_conv_2d_2x1(p, weights, columns, BN_CONV_FEW_COLUMNS, channels, second, output + out);
        } else {
            bn_conv_2d_2x2(p, weights, columns, channels, p->output_channels, second, output + out);
        }
        weights += p->words;
        channels = bn_pair_next(&p->outputs, channels);
    }
}

BN_INLINE void bn_conv_2d_s8_dsp_narrow_inline(const bn_conv_2d_s8_dsp_narrow_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const columns = scratch;
    int8_t *const patch = (int8_t *)(columns + BN_CONV_FEW_COLUMNS * p->words);
    bn_conv_2d_walk walk = bn_conv_2d_begin(p, input);
    while (walk.pixel < p->pixels) {
        const int32_t count = bn_conv_2d_next(p, &walk, columns, BN_CONV_FEW_COLUMNS, patch);
        bn_conv_2d_multiply_few(p, columns, count, output);
        output += count * p->output_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_dsp_narrow(const bn_conv_2d_s8_dsp_narrow_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
