/* bn_conv_2d_s8_mve.h - int8 convolution for cores with Helium: dot products of sixteen bytes, four output channels of two positions at
 * a time.
 *
 * The image's rows that one row of output sees are first copied into a strip, column by column: [column][window height][channels], padded
 * with the zero point. So every window is one run of bytes, and neighbours share it. Windows that are the input's pixels need no strip: their
 * last vector may reach into the next pixels, whose weights are 0, and only the last windows, which would reach behind the input, are copied. */
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
    int32_t direct;          /* 1: windows are pixels of the input; no strip */
    int32_t copied;          /* how many of these, at the end, are copied */
    int32_t strip_columns;   /* of all windows of a row */
    int32_t columns_at_once; /* how many of less than 16 channels are copied together */
    const uint8_t *places;   /* [16]: and where to */
    int32_t blocks;          /* 16 bytes each, of a window: the last is filled up with weights of 0 */
    int32_t input_zero;      /* the input's zero point */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [output_channels / 4, rounded up][blocks][4][16], of windows [width][height][channels] */
    const int32_t *channels; /* [output_channels / 4, rounded up][3][4]: biases with the input's zero point folded in, multipliers, shifts */
} bn_conv_2d_s8_mve_params;

/* Two windows and where their channels go, as the loop below loads them. */
typedef struct {
    const int8_t *x0;
    const int8_t *x1;
    int32_t blocks;
    int8_t *output; /* of x0; x1's is pitch bytes behind it */
    int32_t pitch;
    int32_t offset; /* the output's zero point */
    int8_t *end;    /* of x0's channels, four at a time */
} bn_conv_mve_pair;

/* Sixteen elements of two windows times four rows of weights. */
#define BN_CONV_MVE_BLOCK(accumulate)                       \
    "vldrb.8 q0, [r3], #16\n\t"                             \
    "vldrb.8 q2, [r1], #16\n\t"                             \
    "vmladav" accumulate ".s8 r0, q2, q0\n\t"               \
    "vldrb.8 q1, [r5], #16\n\t"                             \
    "vmladav" accumulate ".s8 r2, q2, q1\n\t"               \
    "vldrb.8 q2, [r1], #16\n\t"                             \
    "vmladav" accumulate ".s8 r4, q2, q0\n\t"               \
    "vmladav" accumulate ".s8 r6, q2, q1\n\t"               \
    "vldrb.8 q2, [r1], #16\n\t"                             \
    "vmladav" accumulate ".s8 r8, q2, q0\n\t"               \
    "vmladav" accumulate ".s8 r10, q2, q1\n\t"              \
    "vldrb.8 q2, [r1], #16\n\t"                             \
    "vmladav" accumulate ".s8 r12, q2, q0\n\t"              \
    "vmladav" accumulate ".s8 r14, q2, q1\n\t"

/* Rounds halves away from zero: see bn_requantize_mve. */
#define BN_CONV_MVE_AWAY_FROM_ZERO                          \
    "movs r0, #1\n\t"                                       \
    "vqdmlah.s32 q3, q3, r0\n\t"                            \
    "vqdmlah.s32 q4, q4, r0\n\t"

/* Two windows times all groups of four channels: the weights are at r1, the channels at r9, the pair at r11, the clamps in q6 and q7. The
 * sums take eight of the fourteen registers, for they must be even ones; gcc 12 finds none for so many operands, so all are fixed. Blocks
 * are taken two a turn, an even number from the middle on, since the first is apart. */
#define BN_CONV_MVE_GROUPS(rounding)                        \
    "1:\n\t"                                                \
    "ldrd r3, r5, [r11]\n\t"                                \
    "ldr r7, [r11, #8]\n\t"                                 \
    BN_CONV_MVE_BLOCK("")                                   \
    "lsrs r7, r7, #1\n\t"                                   \
    "beq 4f\n\t"                                            \
    "bcc 3f\n"                                              \
    "2:\n\t"                                                \
    BN_CONV_MVE_BLOCK("a")                                  \
    "3:\n\t"                                                \
    BN_CONV_MVE_BLOCK("a")                                  \
    "subs r7, #1\n\t"                                       \
    "bne 2b\n"                                              \
    "4:\n\t"                                                \
    "vmov q3[2], q3[0], r0, r8\n\t"                         \
    "vmov q3[3], q3[1], r4, r12\n\t"                        \
    "vmov q4[2], q4[0], r2, r10\n\t"                        \
    "vmov q4[3], q4[1], r6, r14\n\t"                        \
    "vldrw.32 q0, [r9], #16\n\t"                            \
    "vldrw.32 q1, [r9], #16\n\t"                            \
    "vadd.i32 q3, q3, q0\n\t"                               \
    "vadd.i32 q4, q4, q0\n\t"                               \
    "vldrw.32 q2, [r9], #16\n\t"                            \
    "vqrdmulh.s32 q3, q3, q1\n\t"                           \
    "vqrdmulh.s32 q4, q4, q1\n\t"                           \
    "ldrd r4, r6, [r11, #20]\n\t"                           \
    rounding                                                \
    "vrshl.s32 q3, q3, q2\n\t"                              \
    "vrshl.s32 q4, q4, q2\n\t"                              \
    "ldrd r0, r2, [r11, #12]\n\t"                           \
    "vadd.i32 q3, q3, r4\n\t"                               \
    "vadd.i32 q4, q4, r4\n\t"                               \
    "vmax.s32 q3, q3, q6\n\t"                               \
    "vmax.s32 q4, q4, q6\n\t"                               \
    "vmin.s32 q3, q3, q7\n\t"                               \
    "vmin.s32 q4, q4, q7\n\t"                               \
    "add r2, r0\n\t"                                        \
    "vstrb.32 q3, [r0], #4\n\t"                             \
    "vstrb.32 q4, [r2]\n\t"                                 \
    "str r0, [r11, #12]\n\t"                                \
    "cmp r0, r6\n\t"                                        \
    "bne 1b"

/* Groups of channels up to the pair's end; moves weights and channels on. */
BN_INLINE void bn_conv_mve_groups(const bn_conv_2d_s8_mve_params *p, bn_conv_mve_pair *pair, const int8_t **weights, const int32_t **channels)
{
    register const int8_t *at_weights __asm__("r1") = *weights;
    register const int32_t *at_channels __asm__("r9") = *channels;
    register bn_conv_mve_pair *at_pair __asm__("r11") = pair;
    register int32x4_t low __asm__("q6") = vdupq_n_s32(p->activation_min);
    register int32x4_t high __asm__("q7") = vdupq_n_s32(p->activation_max);
#define BN_CONV_MVE_OPERANDS                                                                                                             \
    : "+r"(at_weights), "+r"(at_channels)                                                                                                \
    : "r"(at_pair), "w"(low), "w"(high)                                                                                                  \
    : "r0", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r10", "r12", "r14", "q0", "q1", "q2", "q3", "q4", "cc", "memory"
    /* After a ReLU, what is below zero and how it was rounded does not show. */
    if (p->activation_min >= p->output_offset) {
        __asm__ volatile(BN_CONV_MVE_GROUPS("") BN_CONV_MVE_OPERANDS);
    } else {
        __asm__ volatile(BN_CONV_MVE_GROUPS(BN_CONV_MVE_AWAY_FROM_ZERO) BN_CONV_MVE_OPERANDS);
    }
#undef BN_CONV_MVE_OPERANDS
    *weights = at_weights;
    *channels = at_channels;
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

/* All channels of the pair. */
BN_INLINE void bn_conv_mve_two(const bn_conv_2d_s8_mve_params *p, bn_conv_mve_pair *pair, int8_t *output)
{
    const int8_t *weights = p->weights;
    const int32_t *channels = p->channels, left = p->output_channels % 4;
    int8_t last[8], *end = output + p->output_channels - left;
    pair->output = output;
    pair->pitch = p->output_channels;
    pair->end = end;
    /* Channels that are no whole group come out beside the output, a second time round. */
    for (int32_t beside = p->output_channels < 4; beside < 2; beside++) {
        if (beside) {
            if (left == 0) {
                break;
            }
            pair->output = last;
            pair->pitch = 4;
            pair->end = last + 4;
        }
        bn_conv_mve_groups(p, pair, &weights, &channels);
    }
    for (int32_t i = 0; i < left; i++) {
        end[i] = last[i];
        end[p->output_channels + i] = last[4 + i];
    }
}

/* All channels of one window. */
BN_INLINE void bn_conv_mve_one(const bn_conv_2d_s8_mve_params *p, const int8_t *x, int8_t *output)
{
    const int32x4_t low = vdupq_n_s32(p->activation_min), high = vdupq_n_s32(p->activation_max);
    const int8_t *weights = p->weights;
    const int32_t *channel = p->channels;
    for (int32_t left = p->output_channels; left > 0; left -= 4) {
        int32x4_t sum;
        weights = bn_conv_mve_4x1(weights, x, p->blocks, &sum);
        sum = bn_requantize_mve(vaddq_s32(sum, vldrwq_s32(channel)), vldrwq_s32(channel + 4), vldrwq_s32(channel + 8));
        bn_store_4_mve(output, bn_clamp_mve(vaddq_n_s32(sum, p->output_offset), low, high), left);
        output += 4;
        channel += 12;
    }
}

/* count windows, each `step` bytes after the last. */
BN_INLINE void bn_conv_mve_row(const bn_conv_2d_s8_mve_params *p, const int8_t *window, int32_t step, int32_t count, int8_t *output)
{
    bn_conv_mve_pair pair = {window, window + step, p->blocks, output, 0, p->output_offset, output};
    for (; count > 1; count -= 2) {
        bn_conv_mve_two(p, &pair, output);
        pair.x0 += 2 * step;
        pair.x1 += 2 * step;
        output += 2 * p->output_channels;
    }
    if (count > 0) {
        bn_conv_mve_one(p, pair.x0, output);
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
BN_INLINE void bn_conv_mve_fill_strip(const bn_conv_2d_s8_mve_params *p, const int8_t *image, int32_t y, int8_t *strip)
{
    for (int32_t fy = 0; fy < p->window.height; fy++) {
        const int32_t row = y * p->window.stride_height - p->window.pad_top + fy * p->window.dilation_height;
        const int32_t inside = row >= 0 && row < p->input_height;
        const int8_t *line = inside ? image + row * p->input_width * p->input_channels : image;
        bn_conv_mve_gather(p, line, inside, vldrbq_u8(p->places), strip + fy * p->input_channels);
    }
}

BN_INLINE void bn_conv_2d_s8_mve_inline(const bn_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t depth = p->input_channels, pitch = p->direct ? depth : p->window.height * depth;
    const int8_t *windows = p->direct ? input : scratch;
    if (!p->direct) {
        bn_fill_mve(scratch, p->input_zero, p->strip_columns * pitch);
    }
    /* Without a strip, all positions are one row, and those that are copied another. */
    const int32_t rows = p->direct ? 1 + (p->copied > 0) : p->batches * p->output_height;
    int32_t count = p->direct ? p->batches * p->output_height * p->output_width - p->copied : p->output_width;
    for (int32_t row = 0, y = 0; row < rows; row++) {
        if (!p->direct) {
            bn_conv_mve_fill_strip(p, input, y, scratch);
            if (++y == p->output_height) {
                y = 0;
                input += p->input_height * p->input_width * depth;
            }
        } else if (row == 1) {
            bn_copy_mve(scratch, input + count * depth, p->copied * depth);
            windows = scratch;
            count = p->copied;
        }
        bn_conv_mve_row(p, windows, p->window.stride_width * pitch, count, output);
        output += count * p->output_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_mve(const bn_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
