/* bn_depthwise_conv_2d_s8_planes.h - int8 depthwise convolution of one output channel per input channel, for any core.
 *
 * Each row of the image is taken apart once into a plane, one run of bytes a channel, padded with the zero point; planes take turns. So no
 * tap is ever left out, a window's rows are runs of bytes, and a channel's numbers stay in registers along a row of output. All that a row
 * of output needs is read before its first byte is written. */
#ifndef BN_DEPTHWISE_CONV_2D_S8_PLANES_H
#define BN_DEPTHWISE_CONV_2D_S8_PLANES_H

#include <stdint.h>

#include "bn_depthwise_plane.h"
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

/* A row of one channel's windows of any size, whose top row is in plane `top`. */
BN_INLINE void bn_depthwise_plane_any(const bn_depthwise_plane *channel, const bn_window *window, int32_t pitch, int32_t top, const int8_t *planes)
{
    const int32_t height = window->height, width = window->width, rounding = channel->rounding, multiplier = channel->multiplier;
    int8_t *output = channel->output;
    for (int32_t left = channel->count; left > 0; left--) {
        const int8_t *w = channel->weights;
        int32_t sum = channel->bias, place = top;
        for (int32_t fy = 0; fy < height; fy++) {
            const int8_t *row = planes + place * pitch;
            for (int32_t taps = width; taps > 0; taps--) {
                sum += *row++ * *w++;
            }
            place = place + 1 == height ? 0 : place + 1;
        }
        *output = (int8_t)bn_clamp(bn_requantize_bounded(sum, multiplier, channel->right_less_one, rounding), INT8_MIN, INT8_MAX);
        planes += channel->step;
        output += channel->pitch;
    }
}

/* A row of output, of windows whose top row is in plane `top`. */
BN_INLINE void bn_depthwise_plane_row(const bn_depthwise_conv_2d_s8_planes_params *p, const int8_t *planes, int32_t top, int8_t *output)
{
    const int32_t pitch = p->channel_count * p->plane_columns;
    const int32_t *number = p->channels;
    bn_depthwise_plane channel;
    channel.weights = p->weights;
    channel.output = output;
    channel.step = p->window.stride_width;
    channel.pitch = p->channel_count;
    channel.count = p->output_width;
    channel.rounding = p->output_rounding;
    const int32_t is_3x3 = p->window.height == 3 && p->window.width == 3;
    channel.rows[0] = planes + top * pitch;
    channel.rows[1] = planes + (is_3x3 && top != 2 ? top + 1 : 0) * pitch;
    channel.rows[2] = planes + (is_3x3 ? top == 0 ? 2 : top - 1 : 0) * pitch;
    for (int32_t left = p->channel_count; left > 0; left--) {
        channel.bias = number[0];
        channel.multiplier = number[1];
        channel.right_less_one = number[2];
        if (is_3x3) {
            bn_depthwise_plane_3x3(&channel);
            channel.rows[0] += p->plane_columns;
            channel.rows[1] += p->plane_columns;
            channel.rows[2] += p->plane_columns;
        } else {
            bn_depthwise_plane_any(&channel, &p->window, pitch, top, planes);
            planes += p->plane_columns;
        }
        channel.weights += p->window.height * p->window.width;
        channel.output++;
        number += 3;
    }
    if (p->activation_min > INT8_MIN || p->activation_max < INT8_MAX) {
        for (int32_t at = 0; at < p->output_width * p->channel_count; at++) {
            output[at] = (int8_t)bn_clamp(output[at], p->activation_min, p->activation_max);
        }
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
