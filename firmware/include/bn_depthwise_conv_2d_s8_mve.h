/* bn_depthwise_conv_2d_s8_mve.h - int8 depthwise convolution for cores with Helium: a dot product of up to sixteen taps a channel.
 *
 * Each row of the image is taken apart once into strips, one a channel: [column][window height], padded with the zero point. So a window
 * is one run of bytes. Rows take turns in their places: the window's top row is in place y * stride % height, and weights are read in an
 * order that follows. All that a row of output needs is read before its first byte is written. */
#ifndef BN_DEPTHWISE_CONV_2D_S8_MVE_H
#define BN_DEPTHWISE_CONV_2D_S8_MVE_H

#include "bn_mve.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channel_count;      /* at least 4 */
    int32_t output_height;
    int32_t output_width;
    bn_window window;           /* without dilation */
    int32_t strip_columns;      /* of all windows of a row */
    int32_t weight_pitch;       /* bytes of a channel's weights: taps, and a 0 after less than sixteen */
    int32_t input_zero;         /* the input's zero point */
    int32_t output_offset;      /* the output's zero point */
    int32_t activation_min;     /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;      /* [channel_count / 4, rounded up][4][weight_pitch], of windows [width][height]; the last four channels again */
    const uint8_t *orders;      /* [window height][16]: which weight belongs to each byte of a window, by the place of its top row */
    const int32_t *channels;    /* [channel_count / 4, rounded up][3][4]: biases with the input's zero point folded in, multipliers, shifts */
} bn_depthwise_conv_2d_s8_mve_params;

/* One row of the image, which is inside it or not, into its place in all strips. */
BN_INLINE void bn_depthwise_mve_take_row(const bn_depthwise_conv_2d_s8_mve_params *p, const int8_t *line, int32_t inside, uint16x8_t channels,
                                         int8_t *place)
{
    const int32_t fitting = p->strip_columns - p->window.pad_left, eight_strips = 8 * p->strip_columns * p->window.height;
    place += p->window.pad_left * p->window.height;
    for (int32_t columns = fitting < p->input_width ? fitting : p->input_width; columns > 0; columns--) {
        const int8_t *from = line;
        int8_t *to = place;
        if (inside) {
            __asm__ volatile("wlstp.16 lr, %[count], 2f\n"
                             "1:\n\t"
                             "vldrb.u16 q0, [%[from]], #8\n\t"
                             "vstrb.16 q0, [%[to], %q[channels]]\n\t"
                             "add %[to], %[eight_strips]\n\t"
                             "letp lr, 1b\n"
                             "2:"
                             : [from] "+l"(from), [to] "+r"(to)
                             : [count] "r"(p->channel_count), [channels] "w"(channels), [eight_strips] "r"(eight_strips)
                             : "lr", "q0", "memory");
        } else {
            __asm__ volatile("vdup.16 q0, %[zero]\n\t"
                             "wlstp.16 lr, %[count], 2f\n"
                             "1:\n\t"
                             "vstrb.16 q0, [%[to], %q[channels]]\n\t"
                             "add %[to], %[eight_strips]\n\t"
                             "letp lr, 1b\n"
                             "2:"
                             : [to] "+r"(to)
                             : [count] "r"(p->channel_count), [channels] "w"(channels), [eight_strips] "r"(eight_strips), [zero] "r"(p->input_zero)
                             : "lr", "q0", "memory");
        }
        line += p->channel_count;
        place += p->window.height;
    }
}

/* A row of output, as the loop below loads it. */
typedef struct {
    int32_t biases[4];       /* of the channels that are computed */
    int32_t pitch;           /* from one position of the output to the next */
    int32_t offset;          /* the output's zero point */
    int32_t positions;
    int32_t step;            /* from one window to the next */
    int32_t strip;           /* from one channel's windows to the next's */
    int32_t weight_pitch;    /* from one channel's weights to the next's */
    const int8_t *windows;   /* of the next four channels, and all that follows */
    int8_t *output;
    const int8_t *weights;
    const int32_t *channels;
    const uint8_t *order;    /* where the weights of a window's bytes are */
    int32_t groups;          /* of four channels */
} bn_depthwise_mve_row;

/* Groups of four channels: windows times weights in q0 to q3, requantized with q4 and q5 and saturated to eight bits. The row is at r10;
 * gcc 12 finds no registers for so many operands, so all are fixed. */
#define BN_DEPTHWISE_MVE_GROUPS(next_window, advance)       \
    "mov r9, #1\n"                                          \
    "1:\n\t"                                                \
    "ldrd r0, r2, [r10, #48]\n\t"                           \
    "ldr r4, [r10, #56]\n\t"                                \
    "ldrd r5, r6, [r10, #32]\n\t"                           \
    "ldrd r1, r7, [r10, #40]\n\t"                           \
    "vldrb.8 q6, [r4]\n\t"                                  \
    "vldrw.32 q7, [r2], #16\n\t"                            \
    "vldrb.u8 q0, [r0, q6]\n\t"                             \
    "add r0, r6\n\t"                                        \
    "vldrb.u8 q1, [r0, q6]\n\t"                             \
    "add r0, r6\n\t"                                        \
    "vldrb.u8 q2, [r0, q6]\n\t"                             \
    "add r0, r6\n\t"                                        \
    "vldrb.u8 q3, [r0, q6]\n\t"                             \
    "add r0, r6\n\t"                                        \
    "vstrw.32 q7, [r10]\n\t"                                \
    "vldrw.32 q4, [r2], #16\n\t"                            \
    "vldrw.32 q5, [r2], #16\n\t"                            \
    "strd r0, r2, [r10, #48]\n\t"                           \
    "add r6, r1, r5, lsl #2\n\t"                            \
    "add r4, r7, #4\n\t"                                    \
    "strd r6, r4, [r10, #40]\n\t"                           \
    "add r3, r1, r5\n\t"                                    \
    "add r8, r3, r5, lsl #1\n\t"                            \
    "add r5, r3, r5\n\t"                                    \
    "ldrd r11, r12, [r10, #16]\n\t"                         \
    "ldr lr, [r10, #24]\n\t"                                \
    "dls lr, lr\n"                                          \
    "2:\n\t"                                                \
    "ldrd r0, r2, [r10]\n\t"                                \
    "vldrb.8 q6, [r1]" next_window "\n\t"                   \
    "ldrd r4, r6, [r10, #8]\n\t"                            \
    "vmladava.s8 r0, q0, q6\n\t"                            \
    "vldrb.8 q7, [r3]" next_window "\n\t"                   \
    "vmladava.s8 r2, q1, q7\n\t"                            \
    "vldrb.8 q6, [r5]" next_window "\n\t"                   \
    "vmladava.s8 r4, q2, q6\n\t"                            \
    "vldrb.8 q7, [r8]" next_window "\n\t"                   \
    "vmladava.s8 r6, q3, q7\n\t"                            \
    "vmov q6[2], q6[0], r0, r4\n\t"                         \
    "vmov q6[3], q6[1], r2, r6\n\t"                         \
    "vqrdmulh.s32 q6, q6, q4\n\t"                           \
    "vqdmlah.s32 q6, q6, r9\n\t"                            \
    "vrshl.s32 q6, q6, q5\n\t"                              \
    "vadd.i32 q6, q6, r12\n\t"                              \
    "vqmovnb.s32 q6, q6\n\t"                                \
    "vqmovnb.s16 q6, q6\n\t" advance                        \
    "vstrb.32 q6, [r7]\n\t"                                 \
    "add r7, r11\n\t"                                       \
    "le lr, 2b\n\t"                                         \
    "ldr r0, [r10, #60]\n\t"                                \
    "subs r0, #1\n\t"                                       \
    "str r0, [r10, #60]\n\t"                                \
    "bne 1b"

BN_INLINE void bn_depthwise_mve_groups(bn_depthwise_mve_row *row)
{
    register bn_depthwise_mve_row *at_row __asm__("r10") = row;
#define BN_DEPTHWISE_MVE_ASM(next_window, advance)                                                                                                  \
    __asm__ volatile(BN_DEPTHWISE_MVE_GROUPS(next_window, advance)                                                                                  \
                     :                                                                                                                              \
                     : "r"(at_row)                                                                                                                  \
                     : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r11", "r12", "lr", "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", \
                       "cc", "memory")
    /* The distance to the next window can be part of its load only as a literal: for one row, and three in steps of one and two. */
    if (row->step == 1) {
        BN_DEPTHWISE_MVE_ASM(", #1", "");
    } else if (row->step == 3) {
        BN_DEPTHWISE_MVE_ASM(", #3", "");
    } else if (row->step == 6) {
        BN_DEPTHWISE_MVE_ASM(", #6", "");
    } else {
        BN_DEPTHWISE_MVE_ASM("", "ldr r0, [r10, #28]\n\tadd r1, r0\n\tadd r3, r0\n\tadd r5, r0\n\tadd r8, r0\n\t");
    }
#undef BN_DEPTHWISE_MVE_ASM
}

BN_INLINE void bn_depthwise_conv_2d_s8_mve_inline(const bn_depthwise_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t height = p->window.height, strip = p->strip_columns * height, line = p->output_width * p->channel_count, over = -p->channel_count & 3;
    const uint16x8_t channels = vmulq_n_u16(vidupq_n_u16(0, 1), (uint16_t)strip);
    bn_depthwise_mve_row row;
    row.pitch = p->channel_count;
    row.offset = p->output_offset;
    row.positions = p->output_width;
    row.step = p->window.stride_width * height;
    row.strip = strip;
    row.weight_pitch = p->weight_pitch;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        int32_t taken = 0, place = 0, top = 0;
        bn_fill_mve(scratch, p->input_zero, p->channel_count * strip);
        for (int32_t y = 0; y < p->output_height; y++) {
            /* Counted from the first row of padding. */
            for (; taken < y * p->window.stride_height + height; taken++) {
                const int32_t line_above = taken - p->window.pad_top, inside = line_above >= 0 && line_above < p->input_height;
                const int8_t *const from = inside ? input + line_above * p->input_width * p->channel_count : input;
                bn_depthwise_mve_take_row(p, from, inside, channels, (int8_t *)scratch + place);
                place = place + 1 == height ? 0 : place + 1;
            }
            row.windows = scratch;
            row.output = output;
            row.weights = p->weights;
            row.channels = p->channels;
            row.order = p->orders + 16 * top;
            row.groups = p->channel_count / 4;
            /* What is left beside groups of four comes with some channels before it, again. */
            for (int32_t rest = over; ; rest = 0) {
                bn_depthwise_mve_groups(&row);
                if (rest == 0) {
                    break;
                }
                row.windows -= rest * strip;
                row.output -= rest;
                row.groups = 1;
            }
            if (p->activation_min > INT8_MIN || p->activation_max < INT8_MAX) {
                bn_clamp_bytes_mve(output, line, p->activation_min, p->activation_max);
            }
            output += line;
            top = (top + p->window.stride_height) % height;
        }
        input += p->input_height * p->input_width * p->channel_count;
    }
}

/* The same as a function of its own, for several layers. */
void bn_depthwise_conv_2d_s8_mve(const bn_depthwise_conv_2d_s8_mve_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
