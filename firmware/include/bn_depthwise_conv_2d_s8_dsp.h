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
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const uint32_t *weights; /* [channel_count / 4][window height][window width][2]: channels 0 and 2, then 1 and 3, as halves */
    const int32_t *channels; /* [channel_count][3]: bias, multiplier, right shift less one */
} bn_depthwise_conv_2d_s8_dsp_params;

BN_INLINE int8_t bn_depthwise_conv_2d_finish(const bn_depthwise_conv_2d_s8_dsp_params *p, int32_t acc, const int32_t *channel)
{
    return bn_saturate_dsp(bn_requantize_dsp(acc, channel[1], channel[2]) + p->output_offset, p->activation_min, p->activation_max);
}

/* Four channels of one output position. */
BN_INLINE void bn_depthwise_conv_2d_4(const bn_depthwise_conv_2d_s8_dsp_params *p, const int8_t *image, const uint32_t *weights,
                                      const int32_t *channel, bn_window_part rows, bn_window_part columns, int8_t *output)
{
    const uint32_t offsets = (uint32_t)(uint16_t)p->input_offset * 0x10001u;
    const int32_t step = p->window.dilation_width * p->channel_count;
    int32_t a = channel[0], b = channel[3], c = channel[6], d = channel[9];
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int32_t line = (rows.start + fy * p->window.dilation_height) * p->input_width;
        const int8_t *input = image + (line + columns.start + columns.first * p->window.dilation_width) * p->channel_count;
        const uint32_t *weight = weights + 2 * (fy * p->window.width + columns.first);
        for (int32_t taps = columns.end - columns.first; taps > 0; taps--) {
            const uint32_t bytes = bn_load_4(input);
            const uint32_t even = bn_extend_even_add(bytes, offsets), odd = bn_extend_odd_add(bytes, offsets);
            a = bn_multiply_low(even, weight[0], a);
            c = bn_multiply_high(even, weight[0], c);
            b = bn_multiply_low(odd, weight[1], b);
            d = bn_multiply_high(odd, weight[1], d);
            weight += 2;
            input += step;
        }
    }
    output[0] = bn_depthwise_conv_2d_finish(p, a, channel);
    output[1] = bn_depthwise_conv_2d_finish(p, b, channel + 3);
    output[2] = bn_depthwise_conv_2d_finish(p, c, channel + 6);
    output[3] = bn_depthwise_conv_2d_finish(p, d, channel + 9);
}

BN_INLINE void bn_depthwise_conv_2d_s8_dsp_inline(const bn_depthwise_conv_2d_s8_dsp_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                const uint32_t *weights = p->weights;
                for (int32_t first = 0; first < p->channel_count; first += 4) {
                    bn_depthwise_conv_2d_4(p, input + first, weights, p->channels + 3 * first, rows, columns, output);
                    weights += 2 * p->window.height * p->window.width;
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
