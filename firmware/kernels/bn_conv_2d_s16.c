#include "bn_conv_2d_s16.h"

#include "bn_finish_s16.h"

/* The sum of products over the part of the window that lies inside the input. */
static int64_t window_sum(const bn_conv_2d_s16_params *p, const int16_t *image, const int8_t *weights, bn_window_part rows, bn_window_part columns)
{
    int64_t sum = 0;
    for (int32_t fy = rows.first; fy < rows.end; fy++) {
        const int16_t *line = image + (rows.start + fy * p->window.dilation_height) * p->input_width * p->input_channels;
        for (int32_t fx = columns.first; fx < columns.end; fx++) {
            const int16_t *input = line + (columns.start + fx * p->window.dilation_width) * p->input_channels;
            const int8_t *weight = weights + (fy * p->window.width + fx) * p->depth;
            for (int32_t c = 0; c < p->depth; c++) {
                sum += input[c] * weight[c];
            }
        }
    }
    return sum;
}

void bn_conv_2d_s16(const bn_conv_2d_s16_params *p, const int16_t *input, int16_t *output)
{
    const int32_t filter = p->window.height * p->window.width * p->depth;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_window_part rows = bn_window_rows(&p->window, y, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_window_part columns = bn_window_columns(&p->window, x, p->input_width);
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const int16_t *group = input + out / p->group_channels * p->depth;
                    const int64_t sum = window_sum(p, group, p->weights + out * filter, rows, columns);
                    *output++ = bn_finish_s16(sum, p->biases[out], p->multipliers + 2 * out, p->wide, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
