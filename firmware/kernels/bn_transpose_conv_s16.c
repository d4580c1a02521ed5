#include "bn_transpose_conv_s16.h"

#include "bn_finish_s16.h"
#include "bn_reach.h"

/* The sum over the input positions whose filter reaches (y, x), rows and columns ascending. */
static int64_t reach_sum(const bn_transpose_conv_s16_params *p, const int16_t *image, const int8_t *weights, bn_reach rows, bn_reach columns)
{
    int64_t sum = 0;
    for (int32_t iy = rows.first; iy < rows.end; iy++) {
        const int8_t *line = weights + (rows.position - iy * p->stride_height) * p->filter_width * p->input_channels;
        for (int32_t ix = columns.first; ix < columns.end; ix++) {
            const int16_t *input = image + (iy * p->input_width + ix) * p->input_channels;
            const int8_t *weight = line + (columns.position - ix * p->stride_width) * p->input_channels;
            for (int32_t c = 0; c < p->input_channels; c++) {
                sum += input[c] * weight[c];
            }
        }
    }
    return sum;
}

void bn_transpose_conv_s16(const bn_transpose_conv_s16_params *p, const int16_t *input, int16_t *output)
{
    const int32_t filter = p->filter_height * p->filter_width * p->input_channels;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_reach rows = bn_reach_of(y + p->pad_top, p->filter_height, p->stride_height, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_reach columns = bn_reach_of(x + p->pad_left, p->filter_width, p->stride_width, p->input_width);
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const int64_t sum = reach_sum(p, input, p->weights + out * filter, rows, columns);
                    *output++ = bn_finish_s16(sum, p->biases[out], p->multipliers + 2 * out, p->wide, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
