/* bn_conv_2d_s8_mve.h - int8 convolution for cores with Helium: dot products of sixteen bytes, four output channels of two positions at
 * a time.
 *
 * The image's rows that one row of output sees are first copied into a strip, column by column: [column][window height][channels], padded
 * with the zero point. So every window is one run of bytes, and neighbours share it. A window of one pixel needs no strip. */
#ifndef BN_CONV_2D_S8_MVE_H
#define BN_CONV_2D_S8_MVE_H

#include "bn_mve.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    bn_window window;        /* dilation_width 1, or width 1 */
    int32_t direct;          /* 1: windows are pixels of the input, of a multiple of 16 bytes; no strip */
    int32_t strip_columns;   /* of all windows of a row */
    int32_t columns_at_once; /* how many of less than 16 channels are copied together */
    int32_t blocks;          /* 16 bytes each, of a window: the last is filled up with weights of 0 */
    int32_t input_zero;      /* the input's zero point */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [output_channels / 4, rounded up][blocks][4][16], of windows [width][height][channels] */
    const int32_t *channels; /* [output_channels / 4, rounded up][3][4]: biases with the input's zero point folded in, multipliers, shifts */
} bn_conv_2d_s8_mve_params;

/* Sixteen elements of two windows times four rows of weights. The sums are in eight of the fourteen registers, which must be even ones. */
#define BN_CONV_MVE_BLOCK_4X2(accumulate)                                                                         \
    "vldrb.8 q0, [%[x0]], #16\n\t"                                                                                \
    "vldrb.8 q1, [%[x1]], #16\n\t"                                                                                \
    "vldrb.8 q2, [%[weights]], #16\n\t"                                                                           \
    "vmladav" accumulate ".s8 r0, q2, q0\n\t"                                                                     \
    "vmladav" accumulate ".s8 r2, q2, q1\n\t"                                                                     \
    "vldrb.8 q2, [%[weights]], #16\n\t"                                                                           \
    "vmladav" accumulate ".s8 r4, q2, q0\n\t"                                                                     \
    "vmladav" accumulate ".s8 r6, q2, q1\n\t"                                                                     \
    "vldrb.8 q2, [%[weights]], #16\n\t"                                                                           \
    "vmladav" accumulate ".s8 r8, q2, q0\n\t"                                                                     \
    "vmladav" accumulate ".s8 r10, q2, q1\n\t"                                                                    \
    "vldrb.8 q2, [%[weights]], #16\n\t"                                                                           \
    "vmladav" accumulate ".s8 r12, q2, q0\n\t"                                                                    \
    "vmladav" accumulate ".s8 r14, q2, q1\n\t"

/* sums[0] and sums[1] = four channels of the windows x0 and x1; returns the next channels' weights. */
BN_INLINE const int8_t *bn_conv_mve_4x2(const int8_t *weights, const int8_t *x0, const int8_t *x1, int32_t blocks, int32x4_t *sums)
{
    int32x4_t a, b;
    /* gcc 12 finds no registers for eight sums as operands, so they are fixed. */
    __asm__ volatile(BN_CONV_MVE_BLOCK_4X2("")
            "subs %[blocks], #1\n\t"
            "beq 2f\n"
            "1:\n\t"
            BN_CONV_MVE_BLOCK_4X2("a")
            "subs %[blocks], #1\n\t"
            "bne 1b\n"
            "2:\n\t"
            "vmov %q[a][2], %q[a][0], r0, r8\n\t"
            "vmov %q[a][3], %q[a][1], r4, r12\n\t"
            "vmov %q[b][2], %q[b][0], r2, r10\n\t"
            "vmov %q[b][3], %q[b][1], r6, r14"
            : [x0] "+r"(x0), [x1] "+r"(x1), [weights] "+r"(weights), [blocks] "+r"(blocks), [a] "=w"(a), [b] "=w"(b)
            :
            : "r0", "r2", "r4", "r6", "r8", "r10", "r12", "r14", "q0", "q1", "q2", "cc", "memory");
    sums[0] = a;
    sums[1] = b;
    return weights;
}

/* One window: the last of an odd number. */
BN_INLINE const int8_t *bn_conv_mve_4x1(const int8_t *weights, const int8_t *x, int32_t blocks, int32x4_t *sums)
{
    int32x4_t a;
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    __asm__ volatile("dls lr, %[blocks]\n"
            "1:\n\t"
            "vldrb.8 q0, [%[x]], #16\n\t"
            "vldrb.8 q1, [%[weights]], #16\n\t"
            "vmladava.s8 %[a0], q1, q0\n\t"
            "vldrb.8 q1, [%[weights]], #16\n\t"
            "vmladava.s8 %[a1], q1, q0\n\t"
            "vldrb.8 q1, [%[weights]], #16\n\t"
            "vmladava.s8 %[a2], q1, q0\n\t"
            "vldrb.8 q1, [%[weights]], #16\n\t"
            "vmladava.s8 %[a3], q1, q0\n\t"
            "le lr, 1b\n\t"
            "vmov %q[a][2], %q[a][0], %[a0], %[a2]\n\t"
            "vmov %q[a][3], %q[a][1], %[a1], %[a3]"
            : [a0] "+Te"(a0), [a1] "+Te"(a1), [a2] "+Te"(a2), [a3] "+Te"(a3), [x] "+r"(x), [weights] "+r"(weights), [a] "=w"(a)
            : [blocks] "r"(blocks)
            : "lr", "q0", "q1", "cc", "memory");
    sums[0] = a;
    return weights;
}

/* All channels of the windows x0 and x1, or of x0 alone. */
BN_INLINE void bn_conv_mve_pixels(const bn_conv_2d_s8_mve_params *p, const int8_t *x0, const int8_t *x1, int32_t count, int8_t *output)
{
    const int32x4_t low = vdupq_n_s32(p->activation_min), high = vdupq_n_s32(p->activation_max);
    const int8_t *weights = p->weights;
    const int32_t *channel = p->channels;
    for (int32_t left = p->output_channels; left > 0; left -= 4) {
        int32x4_t sums[2];
        if (count == 2) {
            weights = bn_conv_mve_4x2(weights, x0, x1, p->blocks, sums);
        } else {
            weights = bn_conv_mve_4x1(weights, x0, p->blocks, sums);
        }
        const int32x4_t bias = vldrwq_s32(channel), multiplier = vldrwq_s32(channel + 4), shift = vldrwq_s32(channel + 8);
        const int32x4_t a = vaddq_n_s32(bn_requantize_mve(vaddq_s32(sums[0], bias), multiplier, shift), p->output_offset);
        bn_store_4_mve(output, bn_clamp_mve(a, low, high), left);
        if (count == 2) {
            const int32x4_t b = vaddq_n_s32(bn_requantize_mve(vaddq_s32(sums[1], bias), multiplier, shift), p->output_offset);
            bn_store_4_mve(output + p->output_channels, bn_clamp_mve(b, low, high), left);
        }
        output += 4;
        channel += 12;
    }
}

/* count windows, each `step` bytes after the last. */
BN_INLINE void bn_conv_mve_row(const bn_conv_2d_s8_mve_params *p, const int8_t *window, int32_t step, int32_t count, int8_t *output)
{
    for (; count > 1; count -= 2) {
        bn_conv_mve_pixels(p, window, window + step, 2, output);
        window += 2 * step;
        output += 2 * p->output_channels;
    }
    if (count > 0) {
        bn_conv_mve_pixels(p, window, window, 1, output);
    }
}

/* One row of the image, or of zero points where it is outside, into row fy of the strip's columns. */
BN_INLINE void bn_conv_mve_gather(const bn_conv_2d_s8_mve_params *p, const int8_t *line, int32_t inside, uint8x16_t places, int8_t *to)
{
    const int32_t depth = p->input_channels, pitch = p->window.height * depth;
    const int32_t last = p->strip_columns - p->window.pad_left < p->input_width ? p->strip_columns - p->window.pad_left : p->input_width;
    const int8x16_t zero = vdupq_n_s8((int8_t)p->input_zero);
    to += p->window.pad_left * pitch;
    if (depth < 16) {
        const int32_t taken = p->columns_at_once * depth;
        for (int32_t bytes = last * depth; bytes > 0; bytes -= taken) {
            const mve_pred16_t lanes = vctp8q((uint32_t)(bytes < taken ? bytes : taken));
            vstrbq_scatter_offset_p_s8(to, places, inside ? vldrbq_z_s8(line, lanes) : zero, lanes);
            line += taken;
            to += p->columns_at_once * pitch;
        }
        return;
    }
    for (int32_t column = 0; column < last; column++) {
        if (inside) {
            bn_copy_mve(to, line, depth);
        } else {
            bn_fill_mve(to, p->input_zero, depth);
        }
        line += depth;
        to += pitch;
    }
}

/* The window's rows for output row y. */
BN_INLINE void bn_conv_mve_fill_strip(const bn_conv_2d_s8_mve_params *p, const int8_t *image, int32_t y, const uint8_t *places, int8_t *strip)
{
    for (int32_t fy = 0; fy < p->window.height; fy++) {
        const int32_t row = y * p->window.stride_height - p->window.pad_top + fy * p->window.dilation_height;
        const int32_t inside = row >= 0 && row < p->input_height;
        const int8_t *line = inside ? image + row * p->input_width * p->input_channels : image;
        bn_conv_mve_gather(p, line, inside, vldrbq_u8(places), strip + fy * p->input_channels);
    }
}

BN_INLINE void bn_conv_2d_s8_mve_inline(const bn_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t depth = p->input_channels, pitch = p->direct ? depth : p->window.height * depth;
    const int8_t *windows = p->direct ? input : scratch;
    uint8_t places[16] = {0};
    if (!p->direct) {
        /* Where the bytes of columns go that are copied together. */
        for (int32_t column = 0, at = 0; column < p->columns_at_once; column++) {
            for (int32_t c = 0; c < depth && at < 16; c++) {
                places[at++] = (uint8_t)(column * pitch + c);
            }
        }
        bn_fill_mve(scratch, p->input_zero, p->strip_columns * pitch);
    }
    /* Without a strip, all positions are one row. */
    const int32_t rows = p->direct ? 1 : p->batches * p->output_height;
    const int32_t count = p->direct ? p->batches * p->output_height * p->output_width : p->output_width;
    for (int32_t row = 0, y = 0; row < rows; row++) {
        if (!p->direct) {
            bn_conv_mve_fill_strip(p, input, y, places, scratch);
            if (++y == p->output_height) {
                y = 0;
                input += p->input_height * p->input_width * depth;
            }
        }
        bn_conv_mve_row(p, windows, p->window.stride_width * pitch, count, output);
        output += count * p->output_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_mve(const bn_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
