/* bn_depthwise_conv_2d_s8_planes.h - int8 depthwise convolution of one output channel per input channel, for any core.
 *
 * Each row of the image is taken apart once into a plane, one run of bytes a channel, padded with the zero point; planes take turns. So no
 * tap is ever left out, a window's rows are runs of bytes, and a channel's numbers stay in registers along a row of output. All that a row
 * of output needs is read before its first byte is written. */
#ifndef BN_DEPTHWISE_CONV_2D_S8_PLANES_H
#define BN_DEPTHWISE_CONV_2D_S8_PLANES_H

#include <stdint.h>

#include "bn_inline.h"
#include "bn_requantize_bounded.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channel_count;
    int32_t output_height;
    int32_t output_width;
    bn_window window;        /* without dilation */
    int32_t plane_columns;   /* of all windows of a row */
    int32_t input_zero;      /* the input's zero point */
    int32_t output_rounding; /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [channel_count][window height][window width] */
    const int32_t *channels; /* [channel_count][3]: bias with the input's zero point folded in, multiplier, right shift less one */
} bn_depthwise_conv_2d_s8_planes_params;

/* One row of the image, or of zero points where it is outside, into a plane. */
BN_INLINE void bn_depthwise_take_plane(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *line, int32_t inside, int8_t *plane)
{
    const int32_t fitting = p->plane_columns - p->window.pad_left, columns = fitting < p->input_width ? fitting : p->input_width;
    plane += p->window.pad_left;
    for (int32_t c = 0; c < p->channel_count; c++) {
        const int8_t *from = line + c;
        int8_t *to = plane;
        for (int32_t left = columns; left > 0; left--) {
            *to++ = inside ? *from : (int8_t)p->input_zero;
            from += p->channel_count;
        }
        plane += p->plane_columns;
    }
}

BN_INLINE int32_t bn_depthwise_plane_sum(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *planes, int32_t top, const int8_t *at,
                                         const int8_t *weights, int32_t sum)
{
    const int32_t plane = p->channel_count * p->plane_columns;
    const int8_t *row = at + top * plane;
    for (int32_t fy = 0; fy < p->window.height; fy++) {
        for (int32_t fx = 0; fx < p->window.width; fx++) {
            sum += row[fx] * *weights++;
        }
        row += plane;
        if (row >= planes + p->window.height * plane) {
            row -= p->window.height * plane;
        }
    }
    return sum;
}

/* A row of output, of windows whose top row is in plane `top`. */
BN_INLINE void bn_depthwise_plane_row(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *planes, int32_t top, int8_t *output)
{
    const int32_t plane = p->channel_count * p->plane_columns, step = p->window.stride_width;
    const int8_t *w = p->weights;
    const int32_t *channel = p->channels;
    for (int32_t c = 0; c < p->channel_count; c++) {
        const int32_t bias = channel[0], multiplier = channel[1], right_less_one = channel[2];
        const int8_t *at = planes + c * p->plane_columns;
        int8_t *to = output + c;
        if (p->window.height == 3 && p->window.width == 3) {
            const int8_t *a = at + top * plane, *b = at + (top + 1 < 3 ? top + 1 : top - 2) * plane, *d = at + (top + 2 < 3 ? top + 2 : top - 1) * plane;
            for (int32_t left = p->output_width; left > 0; left--) {
                int32_t sum = bias + a[0] * w[0] + a[1] * w[1] + a[2] * w[2];
                sum += b[0] * w[3] + b[1] * w[4] + b[2] * w[5];
                sum += d[0] * w[6] + d[1] * w[7] + d[2] * w[8];
                *to = (int8_t)bn_clamp(bn_requantize_bounded(sum, multiplier, right_less_one, p->output_rounding), p->activation_min, p->activation_max);
                a += step;
                b += step;
                d += step;
                to += p->channel_count;
            }
        } else {
            for (int32_t left = p->output_width; left > 0; left--) {
                const int32_t sum = bn_depthwise_plane_sum(p, planes, top, at, w, bias);
                *to = (int8_t)bn_clamp(bn_requantize_bounded(sum, multiplier, right_less_one, p->output_rounding), p->activation_min, p->activation_max);
                at += step;
                to += p->channel_count;
            }
        }
        w += p->window.height * p->window.width;
        channel += 3;
    }
}

BN_INLINE void bn_depthwise_conv_2d_s8_planes_inline(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t height = p->window.height, plane = p->channel_count * p->plane_columns;
    int8_t *const planes = scratch;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        int32_t taken = 0, place = 0, top = 0;
        for (int32_t i = 0; i < height * plane; i++) {
            planes[i] = (int8_t)p->input_zero;
        }
        for (int32_t y = 0; y < p->output_height; y++) {
            /* Counted from the first row of padding. */
            for (; taken < y * p->window.stride_height + height; taken++) {
                const int32_t row = taken - p->window.pad_top, inside = row >= 0 && row < p->input_height;
                bn_depthwise_take_plane(p, inside ? input + row * p->input_width * p->channel_count : input, inside, planes + place * plane);
                place = place + 1 == height ? 0 : place + 1;
            }
            bn_depthwise_plane_row(p, planes, top, output);
            top = (top + p->window.stride_height) % height;
            output += p->output_width * p->channel_count;
        }
        input += p->input_height * p->input_width * p->channel_count;
    }
}

/* The same as a function of its own, for several layers. */
void bn_depthwise_conv_2d_s8_planes(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *input, int8_t *output, void *scratch);

#endif
