/* bn_conv_2d_s8_smlal.h - int8 convolution for Armv7-M cores without DSP instructions.
 *
 * SMLAL adds a product of 32 bits to 64. Two inputs in one word, 23 bits apart, are multiplied with a weight at once, and their sums stay apart
 * as long as the lower one stays within 23 bits, which the compiler proves. Four windows at a time are packed into scratch memory, padded
 * with the zero point, then multiplied with two output channels. */
#ifndef BN_CONV_2D_S8_SMLAL_H
#define BN_CONV_2D_S8_SMLAL_H

#include <stddef.h>
#include <string.h>

#include "bn_inline.h"
#include "bn_requantize_bounded.h"
#include "bn_window_pairs.h"

enum { BN_CONV_SMLAL_COLUMNS = 4, BN_CONV_SMLAL_HALF = 1 << 22, BN_CONV_SMLAL_APART = 23 };

typedef struct {
    int32_t pixels;          /* output positions of all batches */
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    bn_window window;
    int32_t taps;            /* elements of a window, rounded up to a multiple of four */
    int32_t input_zero;      /* the input's zero point */
    int32_t output_rounding; /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [output_channels / 2, rounded up][taps][2] */
    const int32_t *channels; /* [output_channels, rounded up to even][3]: twice the bias with the input's zero point folded in, multiplier, right shift less one */
} bn_conv_2d_s8_smlal_params;

/* Four windows times two channels: leaves eight sums behind the columns, [channel][pair of windows] as 64 bits each. */
BN_INLINE void bn_conv_smlal_2x4(const int8_t *weights, const uint32_t *columns, int32_t taps)
{
    register const int8_t *at_weights __asm__("r10") = weights;
    register const uint32_t *at_columns __asm__("r11") = columns;
    register int32_t left __asm__("r12") = taps;
#define BN_CONV_SMLAL_TAP                 \
    "ldrd r0, r1, [r11], #8\n\t"          \
    "ldrsb lr, [r10], #1\n\t"             \
    "smlal r2, r3, lr, r0\n\t"            \
    "smlal r4, r5, lr, r1\n\t"            \
    "ldrsb lr, [r10], #1\n\t"             \
    "smlal r6, r7, lr, r0\n\t"            \
    "smlal r8, r9, lr, r1\n\t"
    /* Sums begin in the middle of 23 bits, so that the lower ones never go below zero. gcc finds no registers for so many operands. */
    __asm__ volatile("mov r2, #0x400000\n\t"
                     "movs r3, #0\n\t"
                     "mov r4, r2\n\t"
                     "mov r5, r3\n\t"
                     "mov r6, r2\n\t"
                     "mov r7, r3\n\t"
                     "mov r8, r2\n\t"
                     "mov r9, r3\n"
                     "1:\n\t" BN_CONV_SMLAL_TAP BN_CONV_SMLAL_TAP BN_CONV_SMLAL_TAP BN_CONV_SMLAL_TAP
                     "subs r12, #4\n\t"
                     "bne 1b\n\t"
                     "stm r11, {r2-r9}"
                     : "+r"(at_weights), "+r"(at_columns), "+r"(left)
                     :
                     : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "lr", "cc", "memory");
#undef BN_CONV_SMLAL_TAP
}

/* One channel of four positions, `step` bytes apart: bn_requantize_bounded of the sums plus the bias, saturated. SSAT takes the last shift with it. */
BN_INLINE void bn_conv_smlal_finish(const uint32_t *sums, const int32_t *channel, int32_t rounding, int32_t step, int8_t *output)
{
#define BN_CONV_SMLAL_SCALE               \
    "smull r0, r1, r0, r3\n\t"            \
    "add r1, r1, r0, lsr #31\n\t"         \
    "add r1, r1, r1, asr #31\n\t"         \
    "asr r1, r1, r4\n\t"                  \
    "add r1, %[rounding]\n\t"             \
    "ssat r1, #8, r1, asr #1\n\t"         \
    "strb r1, [%[output]]\n\t"
#define BN_CONV_SMLAL_TWO                 \
    "lsl r0, r6, #9\n\t"                  \
    "add r0, r5, r0, lsr #8\n\t"          \
    BN_CONV_SMLAL_SCALE                   \
    "add %[output], %[step]\n\t"          \
    "lsr r0, r6, #23\n\t"                 \
    "orr r0, r0, r8, lsl #9\n\t"          \
    "add r0, r2, r0, lsl #1\n\t"          \
    BN_CONV_SMLAL_SCALE
    __asm__ volatile("ldm %[channel], {r2, r3, r4}\n\t"
                     "sub r5, r2, #0x800000\n\t"
                     "ldrd r6, r8, [%[sums]]\n\t" BN_CONV_SMLAL_TWO
                     "add %[output], %[step]\n\t"
                     "ldrd r6, r8, [%[sums], #8]\n\t" BN_CONV_SMLAL_TWO
                     : [output] "+r"(output)
                     : [sums] "r"(sums), [channel] "r"(channel), [rounding] "r"(rounding), [step] "r"(step)
                     : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r8", "cc", "memory");
#undef BN_CONV_SMLAL_TWO
#undef BN_CONV_SMLAL_SCALE
}

/* All channels of the windows in columns. */
BN_INLINE void bn_conv_smlal_channels(const bn_conv_2d_s8_smlal_params *p, const uint32_t *columns, int32_t count, int8_t *output)
{
    const uint32_t *const sums = columns + 2 * p->taps;
    const int8_t *weights = p->weights;
    const int32_t *channel = p->channels;
    const int32_t channels = p->output_channels, taps = p->taps, rounding = p->output_rounding, all = count == BN_CONV_SMLAL_COLUMNS;
    for (int32_t out = 0; out < channels; out++) {
        if (out % 2 == 0) {
            bn_conv_smlal_2x4(weights, columns, taps);
            weights += 2 * taps;
        }
        if (all) {
            bn_conv_smlal_finish(sums + 4 * (out % 2), channel, rounding, channels, output + out);
        } else {
            int8_t few[BN_CONV_SMLAL_COLUMNS];
            bn_conv_smlal_finish(sums + 4 * (out % 2), channel, rounding, 1, few);
            for (int32_t at = 0; at < count; at++) {
                output[at * channels + out] = few[at];
            }
        }
        channel += 3;
    }
    if (p->activation_min > INT8_MIN || p->activation_max < INT8_MAX) {
        for (int32_t at = 0; at < count * channels; at++) {
            output[at] = (int8_t)bn_clamp(output[at], p->activation_min, p->activation_max);
        }
    }
}

BN_INLINE void bn_conv_2d_s8_smlal_inline(const bn_conv_2d_s8_smlal_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const columns = scratch;
    int8_t *const zeros = (int8_t *)(columns + 2 * p->taps + 8);
    memset(columns, 0, (size_t)(8 * p->taps));
    memset(zeros, p->input_zero, (size_t)p->input_channels);
    bn_window_walk walk = {&p->window, input, zeros, p->input_height, p->input_width, p->input_channels, p->output_height, p->output_width, 0, 0};
    for (int32_t pixel = 0; pixel < p->pixels;) {
        const int32_t left = p->pixels - pixel, count = left < BN_CONV_SMLAL_COLUMNS ? left : BN_CONV_SMLAL_COLUMNS;
        bn_window_take_four(&walk, left, BN_CONV_SMLAL_APART, columns);
        bn_conv_smlal_channels(p, columns, count, output);
        output += count * p->output_channels;
        pixel += count;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_smlal(const bn_conv_2d_s8_smlal_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
