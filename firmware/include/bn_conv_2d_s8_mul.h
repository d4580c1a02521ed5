/* bn_conv_2d_s8_mul.h - int8 convolution for cores whose only product is 32 x 32 -> 32 bits.
 *
 * Two inputs in one word, 16 bits apart, are multiplied with a weight at once. Their sums stay apart while the lower one stays within 16 bits, so
 * the compiler cuts a channel's weights into chunks whose magnitudes add up to 255 at most, and after each chunk the two are added to
 * sums of their own. Four windows at a time are packed into scratch memory, padded with the zero point. */
#ifndef BN_CONV_2D_S8_MUL_H
#define BN_CONV_2D_S8_MUL_H

#include <string.h>

#include "bn_inline.h"
#include "bn_requantize_bounded.h"
#include "bn_window_pairs.h"

enum { BN_CONV_MUL_COLUMNS = 4, BN_CONV_MUL_APART = 16 };

typedef struct {
    int32_t pixels;          /* output positions of all batches */
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    bn_window window;
    int32_t taps;            /* elements of a window, rounded up to a multiple of two */
    int32_t input_zero;      /* the input's zero point */
    int32_t output_rounding; /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const uint8_t *weights;  /* chunks of all channels: an even number of weights, then these */
    const int32_t *channels; /* [output_channels][3]: bias with the input's zero point folded in, multiplier, right shift less one */
} bn_conv_2d_s8_mul_params;

/* Sums of four positions. */
typedef struct {
    int32_t at[BN_CONV_MUL_COLUMNS];
} bn_conv_mul_sums;

/* One channel of four windows; returns the chunks of the next. */
#if defined(__thumb__) && !defined(__thumb2__)

BN_INLINE const uint8_t *bn_conv_mul_channel(const uint8_t *chunks, const uint32_t *columns, const uint32_t *end, bn_conv_mul_sums *sums)
{
    register const uint8_t *at_chunks __asm__("r4") = chunks;
    register const uint32_t *at_columns __asm__("r2") = columns;
    register const uint32_t *at_end __asm__("r5") = end;
    register bn_conv_mul_sums *at_sums __asm__("r3") = sums;
#define BN_CONV_MUL_TAP(at)             \
    "ldmia r2!, {r3, r5}\n\t"           \
    "ldrb r6, [r4, #" at "]\n\t"        \
    "sxtb r6, r6\n\t"                   \
    "movs r7, r6\n\t"                   \
    "muls r6, r3, r6\n\t"               \
    "muls r7, r5, r7\n\t"               \
    "adds r0, r0, r6\n\t"               \
    "adds r1, r1, r7\n\t"
    __asm__ volatile(".syntax unified\n\t"
                     "mov lr, r5\n\t"
                     "push {r3}\n\t"
                     "movs r6, #0\n\t"
                     "mov r8, r6\n\t"
                     "mov r9, r6\n\t"
                     "mov r10, r6\n\t"
                     "mov r11, r6\n"
                     "1:\n\t"
                     "ldrb r6, [r4]\n\t"
                     "adds r4, r4, #1\n\t"
                     "adds r6, r6, r4\n\t"
                     "mov r12, r6\n\t"
                     "movs r0, #0\n\t"
                     "movs r1, #0\n"
                     "2:\n\t" BN_CONV_MUL_TAP("0") BN_CONV_MUL_TAP("1")
                     "adds r4, r4, #2\n\t"
                     "cmp r4, r12\n\t"
                     "bne 2b\n\t"
                     "sxth r6, r0\n\t"
                     "subs r0, r0, r6\n\t"
                     "asrs r0, r0, #16\n\t"
                     "add r8, r6\n\t"
                     "add r9, r0\n\t"
                     "sxth r7, r1\n\t"
                     "subs r1, r1, r7\n\t"
                     "asrs r1, r1, #16\n\t"
                     "add r10, r7\n\t"
                     "add r11, r1\n\t"
                     "cmp r2, lr\n\t"
                     "bne 1b\n\t"
                     "pop {r3}\n\t"
                     "mov r0, r8\n\t"
                     "mov r1, r9\n\t"
                     "mov r6, r10\n\t"
                     "mov r7, r11\n\t"
                     "stmia r3!, {r0, r1, r6, r7}"
                     : "+r"(at_chunks), "+r"(at_columns), "+r"(at_end), "+r"(at_sums)
                     :
                     : "r0", "r1", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
#undef BN_CONV_MUL_TAP
    return at_chunks;
}

#else

BN_INLINE const uint8_t *bn_conv_mul_channel(const uint8_t *chunks, const uint32_t *columns, const uint32_t *end, bn_conv_mul_sums *sums)
{
    const bn_conv_mul_sums none = {{0, 0, 0, 0}};
    *sums = none;
    while (columns != end) {
        uint32_t low = 0, high = 0;
        for (int32_t left = *chunks++; left > 0; left--) {
            const uint32_t weight = (uint32_t)(int8_t)*chunks++;
            low += weight * columns[0];
            high += weight * columns[1];
            columns += 2;
        }
        const int32_t first = (int16_t)(low & 0xffffu), third = (int16_t)(high & 0xffffu);
        sums->at[0] += first;
        sums->at[1] += (int32_t)(low - (uint32_t)first) >> 16;
        sums->at[2] += third;
        sums->at[3] += (int32_t)(high - (uint32_t)third) >> 16;
    }
    return chunks;
}

#endif

BN_INLINE void bn_conv_2d_s8_mul_inline(const bn_conv_2d_s8_mul_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const columns = scratch, *const end = columns + 2 * p->taps;
    int8_t *const zeros = (int8_t *)end;
    memset(columns, 0, (size_t)(8 * p->taps));
    memset(zeros, p->input_zero, (size_t)p->input_channels);
    bn_window_walk walk = {&p->window, input, zeros, p->input_height, p->input_width, p->input_channels, p->output_height, p->output_width, 0, 0};
    for (int32_t left = p->pixels; left > 0; left -= BN_CONV_MUL_COLUMNS) {
        const int32_t count = left < BN_CONV_MUL_COLUMNS ? left : BN_CONV_MUL_COLUMNS;
        const uint8_t *chunks = p->weights;
        const int32_t *channel = p->channels;
        bn_window_take_four(&walk, left, BN_CONV_MUL_APART, columns);
        for (int32_t out = 0; out < p->output_channels; out++) {
            bn_conv_mul_sums sums;
            int8_t *to = output + out;
            chunks = bn_conv_mul_channel(chunks, columns, end, &sums);
            for (int32_t at = 0; at < count; at++) {
                const int32_t value = bn_requantize_bounded(sums.at[at] + channel[0], channel[1], channel[2], p->output_rounding);
                *to = (int8_t)bn_clamp(value, p->activation_min, p->activation_max);
                to += p->output_channels;
            }
            channel += 3;
        }
        output += count * p->output_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_mul(const bn_conv_2d_s8_mul_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
