/* bn_conv_2d_s8.h - int8 convolution, grouped or not. */
#ifndef BN_CONV_2D_S8_H
#define BN_CONV_2D_S8_H

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
    int32_t output_channels;
    int32_t depth;           /* input channels of one group */
    int32_t group_channels;  /* output channels of one group */
    bn_window window;
    int32_t input_offset;    /* minus the input's zero point; 0 where it is folded into the biases */
    int32_t output_offset;   /* the output's zero point */
    int32_t activation_min;  /* fused activation, in output units */
    int32_t activation_max;
    const int8_t *weights;   /* [output_channels][window height][window width][depth] */
    const int32_t *channels; /* [output_channels][3]: bias, multiplier, shift */
} bn_conv_2d_s8_params;

/* The sum of products over the part of the window that lies inside the input. */
BN_INLINE int32_t bn_conv_2d_s8_sum(const bn_conv_2d_s8_params *p, const int8_t *image, const int8_t *weights, bn_window_part rows,
                                    bn_window_part columns)
{
    int32_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int8_t *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * p->input_channels;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int8_t *input = line + (columns.start + fx * p->window.dilation_width) * p->input_channels;
            const int8_t *weight = weights + (fy * p->window.width + fx) * p->depth;
            for (int32_t c = 0; c < p->depth; c++) {
                sum += (input[c] + p->input_offset) * weight[c];
            }
        }
    }
    return sum;
}

BN_INLINE void bn_conv_2d_s8_inline(const bn_conv_2d_s8_params *p, const int8_t *input, int8_t *output)
{
    const int32_t filter = p->window.height * p->window.width * p->depth;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                const int32_t *channel = p->channels;
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const int8_t *group = input + out / p->group_channels * p->depth;
                    int32_t acc = channel[0] + bn_conv_2d_s8_sum(p, group, p->weights + out * filter, rows, columns);
                    acc = bn_requantize(acc, channel[1], channel[2]) + p->output_offset;
                    *output++ = (int8_t)bn_clamp(acc, p->activation_min, p->activation_max);
                    channel += 3;
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}

/* The same as a function of its own, for several layers. */
void bn_conv_2d_s8(const bn_conv_2d_s8_params *p, const int8_t *input, int8_t *output);

#endif
