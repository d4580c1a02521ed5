/* bn_conv_2d_s8_dsp.h - int8 convolution for cores with dual multiply-accumulates.
 *
 * Four windows at a time are widened to 16 bits into scratch memory, then multiplied with two output channels at once. */
#ifndef BN_CONV_2D_S8_DSP_H
#define BN_CONV_2D_S8_DSP_H

#include "bn_dsp.h"
#include "bn_window.h"

enum { BN_CONV_COLUMNS = 4 };

typedef struct {
    int32_t pixels;          /* output positions of all batches */
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t output_channels;
    bn_window window;
    int32_t words;           /* pairs of elements in a window, rounded up to an even number */
    int32_t input_offset;    /* minus the input's zero point */
    int32_t rounding;        /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const uint32_t *weights; /* [output_channels / 2, rounded up][words]: two elements of two channels */
    const int32_t *channels; /* [output_channels, rounded up to even][3]: bias, multiplier, right shift less one */
} bn_conv_2d_s8_dsp_params;

/* Widens count bytes, a multiple of four, into one column; returns where it goes on. */
BN_INLINE uint32_t *bn_conv_2d_widen(uint32_t *column, const int8_t *from, int32_t count, uint32_t offsets)
{
    for (int32_t i = 0; i < count; i += 4) {
        const uint32_t bytes = bn_load_4(from + i);
        column[0] = bn_extend_even_add(bytes, offsets);
        column[BN_CONV_COLUMNS] = bn_extend_odd_add(bytes, offsets);
        column += 2 * BN_CONV_COLUMNS;
    }
    return column;
}

BN_INLINE uint32_t *bn_conv_2d_clear(uint32_t *column, int32_t count)
{
    for (int32_t i = 0; i < count; i += 4) {
        column[0] = 0;
        column[BN_CONV_COLUMNS] = 0;
        column += 2 * BN_CONV_COLUMNS;
    }
    return column;
}

/* A window whose taps are a multiple of four channels: straight from the image, zeros where it is padded. */
BN_INLINE void bn_conv_2d_gather(const bn_conv_2d_s8_dsp_params *p, const int8_t *image, bn_window_part rows, bn_window_part columns,
                                 uint32_t *column)
{
    const int32_t depth = p->input_channels, taps = p->window.width;
    const uint32_t offsets = (uint32_t)(uint16_t)p->input_offset * 0x10001u;
    for (int32_t fy = 0; fy < p->window.height; fy++) {
        if (fy < rows.first || fy >= rows.end) {
            column = bn_conv_2d_clear(column, taps * depth);
            continue;
        }
        const int8_t *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * depth;
        column = bn_conv_2d_clear(column, columns.first * depth);
        if (p->window.dilation_width == 1) {
            column = bn_conv_2d_widen(column, line + (columns.start + columns.first) * depth, (columns.end - columns.first) * depth, offsets);
        } else {
            for (int32_t fx = columns.first; fx < columns.end; fx++) {
                column = bn_conv_2d_widen(column, line + (columns.start + fx * p->window.dilation_width) * depth, depth, offsets);
            }
        }
        column = bn_conv_2d_clear(column, (taps - columns.end) * depth);
    }
}

/* Any other window: first as bytes into patch, padded with the zero point, then widened. */
BN_INLINE void bn_conv_2d_gather_bytes(const bn_conv_2d_s8_dsp_params *p, const int8_t *image, bn_window_part rows, bn_window_part columns,
                                       int8_t *patch, uint32_t *column)
{
    const int32_t depth = p->input_channels, line_bytes = p->window.width * depth;
    int8_t *to = patch;
    memset(patch, -p->input_offset, (size_t)(2 * p->words));
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int8_t *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * depth;
        to = patch + fy * line_bytes + columns.first * depth;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int8_t *tap = line + (columns.start + fx * p->window.dilation_width) * depth;
            for (int32_t c = 0; c < depth; c++) {
                *to++ = tap[c];
            }
        }
    }
    bn_conv_2d_widen(column, patch, 2 * p->words, (uint32_t)(uint16_t)p->input_offset * 0x10001u);
}

BN_INLINE int8_t bn_conv_2d_finish(const bn_conv_2d_s8_dsp_params *p, int32_t acc, const int32_t *channel)
{
    return bn_saturate_dsp(bn_requantize_dsp(acc, channel[1], channel[2], p->rounding), p->activation_min, p->activation_max);
}

/* Two output channels of four positions. */
BN_INLINE void bn_conv_2d_2x4(const bn_conv_2d_s8_dsp_params *p, const uint32_t *weights, const uint32_t *column, const int32_t *channel,
                              int8_t *output, int32_t rows)
{
    int32_t a0 = channel[0], a1 = a0, a2 = a0, a3 = a0;
    int32_t b0 = channel[3], b1 = b0, b2 = b0, b3 = b0;
    int32_t words = p->words;
    uint32_t a, b, x;
    /* Fourteen registers are all there are, and this takes them all: from C, gcc spills sums in the loop. Two elements of two
     * channels a turn, a and b, times two elements of four columns. */
    __asm__("1:\n\t"
            "ldr %[b], [%[weights]], #4\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "sxtb16 %[a], %[b]\n\t"
            "sxtb16 %[b], %[b], ror #8\n\t"
            "smlad %[a0], %[a], %[x], %[a0]\n\t"
            "smlad %[b0], %[b], %[x], %[b0]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "subs %[words], %[words], #2\n\t"
            "smlad %[a1], %[a], %[x], %[a1]\n\t"
            "smlad %[b1], %[b], %[x], %[b1]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "smlad %[a2], %[a], %[x], %[a2]\n\t"
            "smlad %[b2], %[b], %[x], %[b2]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "smlad %[a3], %[a], %[x], %[a3]\n\t"
            "smlad %[b3], %[b], %[x], %[b3]\n\t"
            "ldr %[b], [%[weights]], #4\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "sxtb16 %[a], %[b]\n\t"
            "sxtb16 %[b], %[b], ror #8\n\t"
            "smlad %[a0], %[a], %[x], %[a0]\n\t"
            "smlad %[b0], %[b], %[x], %[b0]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "smlad %[a1], %[a], %[x], %[a1]\n\t"
            "smlad %[b1], %[b], %[x], %[b1]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "smlad %[a2], %[a], %[x], %[a2]\n\t"
            "smlad %[b2], %[b], %[x], %[b2]\n\t"
            "ldr %[x], [%[column]], #4\n\t"
            "smlad %[a3], %[a], %[x], %[a3]\n\t"
            "smlad %[b3], %[b], %[x], %[b3]\n\t"
            "bne 1b"
            : [a0] "+r"(a0), [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [b0] "+r"(b0), [b1] "+r"(b1), [b2] "+r"(b2), [b3] "+r"(b3),
              [weights] "+r"(weights), [column] "+r"(column), [words] "+r"(words), [a] "=&r"(a), [b] "=&r"(b), [x] "=&r"(x)
            :
            : "cc", "memory");
    const int32_t stride = p->output_channels;
    output[0] = bn_conv_2d_finish(p, a0, channel);
    output[stride] = bn_conv_2d_finish(p, a1, channel);
    output[2 * stride] = bn_conv_2d_finish(p, a2, channel);
    output[3 * stride] = bn_conv_2d_finish(p, a3, channel);
    if (rows == 2) {
        output[1] = bn_conv_2d_finish(p, b0, channel + 3);
        output[stride + 1] = bn_conv_2d_finish(p, b1, channel + 3);
        output[2 * stride + 1] = bn_conv_2d_finish(p, b2, channel + 3);
        output[3 * stride + 1] = bn_conv_2d_finish(p, b3, channel + 3);
    }
}

/* Two output channels of one position: the rest of an image. */
BN_INLINE void bn_conv_2d_2x1(const bn_conv_2d_s8_dsp_params *p, const uint32_t *weights, const uint32_t *column, const int32_t *channel,
                              int8_t *output, int32_t rows)
{
    int32_t a0 = channel[0], b0 = channel[3];
    const uint32_t *const end = weights + p->words;
    do {
        const uint32_t pairs = *weights++, x0 = *column;
        a0 = bn_dot_2(bn_extend_even(pairs), x0, a0);
        b0 = bn_dot_2(bn_extend_odd(pairs), x0, b0);
        column += BN_CONV_COLUMNS;
    } while (weights != end);
    output[0] = bn_conv_2d_finish(p, a0, channel);
    if (rows == 2) {
        output[1] = bn_conv_2d_finish(p, b0, channel + 3);
    }
}

BN_INLINE void bn_conv_2d_s8_dsp_inline(const bn_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    uint32_t *const columns = scratch;
    int8_t *const patch = (int8_t *)(columns + BN_CONV_COLUMNS * p->words);
    int32_t y = 0, x = 0;
    for (int32_t pixel = 0; pixel < p->pixels;) {
        const int32_t count = p->pixels - pixel < BN_CONV_COLUMNS ? p->pixels - pixel : BN_CONV_COLUMNS;
        for (int32_t at = 0; at < count; at++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            const bn_window_part part = bn_window_columns(&p->window, x, p->input_width);
            if (p->input_channels % 4 == 0) {
                bn_conv_2d_gather(p, input, rows, part, columns + at);
            } else {
                bn_conv_2d_gather_bytes(p, input, rows, part, patch, columns + at);
            }
            if (++x == p->output_width) {
                x = 0;
                if (++y == p->output_height) {
                    y = 0;
                    input += p->input_height * p->input_width * p->input_channels;
                }
            }
        }
        const uint32_t *weights = p->weights;
        const int32_t *channel = p->channels;
        for (int32_t out = 0; out < p->output_channels; out += 2) {
            const int32_t rows = out + 1 < p->output_channels ? 2 : 1;
            if (count == BN_CONV_COLUMNS) {
                bn_conv_2d_2x4(p, weights, columns, channel, output + out, rows);
            } else {
                for (int32_t at = 0; at < count; at++) {
                    bn_conv_2d_2x1(p, weights, columns + at, channel, output + at * p->output_channels + out, rows);
                }
            }
            weights += p->words;
            channel += 6;
        }
        output += count * p->output_channels;
        pixel += count;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8_dsp(const bn_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
