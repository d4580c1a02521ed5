/* bn_depthwise_conv_2d_s8.h - int8 depthwise convolution. */
#ifndef BN_DEPTHWISE_CONV_2D_S8_H
#define BN_DEPTHWISE_CONV_2D_S8_H

#include <stdint.h>

#include "bn_fixed_point.h"
#include "bn_inline.h"
#include "bn_window.h"

typedef struct {
    int32_t batches;
    int32_t input_height;
    int32_t input_width;
    int32_t input_channels;
    int32_t output_height;
    int32_t output_width;
    int32_t multiplier;      /* output channels of one input channel */
    bn_window window;
    int32_t input_offset;    /* minus the input's zero point; 0 where it is folded into the biases */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [window height][window width][output channels] */
    const int32_t *channels; /* [output channels][3]: bias, multiplier, shift */
} bn_depthwise_conv_2d_s8_params;

/* The sum of one output channel's products over the part of the window that lies inside the input. */
BN_INLINE int32_t bn_depthwise_conv_2d_s8_sum(const bn_depthwise_conv_2d_s8_params *p, const int8_t *channel, const int8_t *weights,
                                              bn_window_part rows, bn_window_part columns)
{
    const int32_t outputs = p->input_channels * p->multiplier;
    int32_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int32_t line = (rows.start + fy * p->window.dilation_height) * p->input_width + columns.start;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int32_t input = channel[(line + fx * p->window.dilation_width) * p->input_channels] + p->input_offset;
            sum += input * weights[(fy * p->window.width + fx) * outputs];
        }
    }
    return sum;
}

BN_INLINE void bn_depthwise_conv_2d_s8_inline(const bn_depthwise_conv_2d_s8_params *p, const int8_t *input, int8_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                const int32_t *channel = p->channels;
                const int8_t *weights = p->weights;
                for (int32_t in = 0; in < p->input_channels; in++) {
                    for (int32_t m = 0; m < p->multiplier; m++) {
                        int32_t acc = channel[0] + bn_depthwise_conv_2d_s8_sum(p, input + in, weights++, rows, columns);
                        acc = bn_requantize(acc, channel[1], channel[2]) + p->output_offset;
                        *output++ = (int8_t)bn_clamp(acc, p->activation_min, p->activation_max);
                        channel += 3;
                    }
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_depthwise_conv_2d_s8(const bn_depthwise_conv_2d_s8_params *p, const int8_t *input, int8_t *output);

#endif
