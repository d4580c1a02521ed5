#include "bn_transpose_conv_s8.h"

#include "bn_fixed_point.h"
#include "bn_reach.h"

/* The sum over the input positions whose filter reaches (y, x), rows and columns ascending. */
static int32_t reach_sum(const bn_transpose_conv_s8_params *p, const int8_t *image, const int8_t *weights, bn_reach rows, bn_reach columns)
{
    int32_t sum = 0;
    for (int32_t iy = rows.first; iy < rows.end; iy++) {
        const int8_t *line = weights + (rows.position - iy * p->stride_height) * p->filter_width * p->input_channels;
        for (int32_t ix = columns.first; ix < columns.end; ix++) {
            const int8_t *input = image + (iy * p->input_width + ix) * p->input_channels;
            const int8_t *weight = line + (columns.position - ix * p->stride_width) * p->input_channels;
            for (int32_t c = 0; c < p->input_channels; c++) {
                sum += (input[c] + p->input_offset) * weight[c];
            }
        }
    }
    return sum;
}

void bn_transpose_conv_s8(const bn_transpose_conv_s8_params *p, const int8_t *input, int8_t *output)
{
    const int32_t filter = p->filter_height * p->filter_width * p->input_channels;
    for (int32_t batch = 0; batch < p->batches; batch++) {
        for (int32_t y = 0; y < p->output_height; y++) {
            const bn_reach rows = bn_reach_of(y + p->pad_top, p->filter_height, p->stride_height, p->input_height);
            for (int32_t x = 0; x < p->output_width; x++) {
                const bn_reach columns = bn_reach_of(x + p->pad_left, p->filter_width, p->stride_width, p->input_width);
                for (int32_t out = 0; out < p->output_channels; out++) {
                    const int32_t sum = reach_sum(p, input, p->weights + out * filter, rows, columns);
                    const int32_t *channel = p->channels + 3 * out;
                    const int32_t value = bn_requantize(sum + channel[0], channel[1], channel[2]) + p->output_offset;
                    *output++ = (int8_t)bn_clamp(value, p->activation_min, p->activation_max);
                }
            }
        }
        input += p->input_height * p->input_width * p->input_channels;
    }
}
