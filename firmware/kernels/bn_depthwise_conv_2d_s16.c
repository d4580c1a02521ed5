#include "bn_depthwise_conv_2d_s16.h"

#include "bn_finish_s16.h"

/* The sum of one output channel's products over the part of the window that lies inside the input. */
static int64_t window_sum(const bn_depthwise_conv_2d_s16_params *p, const int16_t *channel, const int8_t *weights, bn_window_part rows, bn_window_part columns)
{
    const int32_t outputs = p->input_channels * p->multiplier;
    int64_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int32_t line = (rows.start + fy * p->window.dilation_height) * p->input_width + columns.start;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            sum += channel[(line + fx * p->window.dilation_width) * p->input_channels] * weights[(fy * p->window.width + fx) * outputs];
        }
    }
    return sum;
}

void bn_depthwise_conv_2d_s16(const bn_depthwise_conv_2d_s16_params *p, const int16_t *input, int16_t *output)
{
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t out = 0; out < p->input_channels * p->multiplier; out++) {
                    const int64_t sum = window_sum(p, input + out / p->multiplier, p->weights + out, rows, columns);
                    *output++ = bn_finish_s16(sum, p->biases[out], p->multipliers + 2 * out, p->wide, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
