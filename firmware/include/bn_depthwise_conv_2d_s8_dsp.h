/* bn_depthwise_conv_2d_s8_dsp.h - int8 depthwise convolution, four channels at a time, for cores with DSP instructions. */
#ifndef BN_DEPTHWISE_CONV_2D_S8_DSP_H
#define BN_DEPTHWISE_CONV_2D_S8_DSP_H

#include "bn_dsp.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t channel_count;   /* a multiple of 4 */
    int32_t output_height;
    int32_t output_width;
    bn_window window;
    int32_t input_offset;    /* minus the input's zero point */
    int32_t rounding;        /* twice the output's zero point, and 1 */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [channel_count / 4][window height][window width][4] */
    const int32_t *channels; /* [channel_count][3]: bias, multiplier, right shift less one */
} bn_depthwise_conv_2d_s8_dsp_params;

/* The sums of four channels. */
typedef struct {
    int32_t a, b, c, d;
} bn_depthwise_conv_2d_sums;

BN_INLINE int8_t bn_depthwise_conv_2d_finish(const bn_depthwise_conv_2d_s8_dsp_params *p, int32_t acc, const int32_t *channel)
{
    return bn_saturate_dsp(bn_requantize_dsp(acc, channel[1], channel[2], p->rounding), p->activation_min, p->activation_max);
}

BN_INLINE void bn_depthwise_conv_2d_tap(const int8_t *input, const int8_t *weight, uint32_t offsets, bn_depthwise_conv_2d_sums *sums)
{
    const uint32_t bytes = bn_load_4(input), even = bn_extend_even_add(bytes, offsets), odd = bn_extend_odd_add(bytes, offsets);
    const uint32_t weights = bn_load_4(weight), weights_even = bn_extend_even(weights), weights_odd = bn_extend_odd(weights);
    sums->a = bn_multiply_low(even, weights_even, sums->a);
    sums->c = bn_multiply_high(even, weights_even, sums->c);
    sums->b = bn_multiply_low(odd, weights_odd, sums->b);
    sums->d = bn_multiply_high(odd, weights_odd, sums->d);
}

/* Four channels of one output position. */
BN_INLINE void bn_depthwise_conv_2d_4(const bn_depthwise_conv_2d_s8_dsp_params *p, const int8_t *image, const int8_t *weights,
                                      const int32_t *channel, bn_window_part rows, bn_window_part columns, int8_t *output)
{
    const uint32_t offsets = (uint32_t)(uint16_t)p->input_offset * 0x10001u;
    const int32_t step = p->window.dilation_width * p->channel_count, line = p->window.dilation_height * p->input_width * p->channel_count;
    const int32_t corner = (rows.start + rows.first * p->window.dilation_height) * p->input_width + columns.start + columns.first * p->window.dilation_width;
    const int8_t *input = image + corner * p->channel_count;
    const int8_t *weight = weights + 4 * (rows.first * p->window.width + columns.first);
    const int32_t taps = columns.end - columns.first;
    bn_depthwise_conv_2d_sums sums = { channel[0], channel[3], channel[6], channel[9] };
    for (int32_t left = rows.end - rows.first; left > 0; left--) {
        if (taps == 3) {
            bn_depthwise_conv_2d_tap(input, weight, offsets, &sums);
            bn_depthwise_conv_2d_tap(input + step, weight + 4, offsets, &sums);
            bn_depthwise_conv_2d_tap(input + 2 * step, weight + 8, offsets, &sums);
        } else {
            for (int32_t tap = 0; tap < taps; tap++) {
                bn_depthwise_conv_2d_tap(input + tap * step, weight + 4 * tap, offsets, &sums);
            }
        }
        input += line;
        weight += 4 * p->window.width;
    }
    output[0] = bn_depthwise_conv_2d_finish(p, sums.a, channel);
    output[1] = bn_depthwise_conv_2d_finish(p, sums.b, channel + 3);
    output[2] = bn_depthwise_conv_2d_finish(p, sums.c, channel + 6);
    output[3] = bn_depthwise_conv_2d_finish(p, sums.d, channel + 9);
}

BN_INLINE void bn_depthwise_conv_2d_s8_dsp_inline(const bn_depthwise_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                const int8_t *weights = p->weights;
                for (int32_t first = 0; first < p->channel_count; first += 4) {
                    bn_depthwise_conv_2d_4(p, input + first, weights, p->channels + 3 * first, rows, columns, output);
                    weights += 4 * p->window.height * p->window.width;
                    output += 4;
                }
            }
        }
        input += p->input_height * p->input_width * p->channel_count;
    }
}

/* The same as a function of its own, for several layers. */
void bn_depthwise_conv_2d_s8_dsp(const bn_depthwise_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output);

#endif
